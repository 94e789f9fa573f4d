export { GuardList } from './guard-list.tsx';
export { MoveButtons } from './move-buttons.tsx';
export { WaitingBanner } from './waiting-banner.tsx';

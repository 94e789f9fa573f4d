export { MoveButtons } from './move-buttons.tsx';
export { WaitingBanner } from './waiting-banner.tsx';

export { DecisionBanner } from './decision-banner.tsx';
export { Extensions } from './extensions.tsx';
export { RunActs } from './run-acts.tsx';
export { Times } from './times.tsx';
export { extensionWord } from './words.ts';

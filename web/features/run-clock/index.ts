export { ClockPanel } from './clock-panel.tsx';
export { LiveMark, LostBanner } from './connection.tsx';
export { countdown } from './countdown.ts';
export type { Heard } from './heard.ts';
export { keepRun, useRun } from './use-run.ts';
export { useSeconds } from './use-seconds.ts';

export { goingOnDecided, overrunReviewed } from './going-on.view.ts';
export { dropRuns } from './run.store.ts';

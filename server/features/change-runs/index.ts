export { goingOnDecided, overrunOf, overrunReviewed } from './going-on.view.ts';
export { reviewDone } from './overrun.rules.ts';
export { dropRuns } from './run.store.ts';

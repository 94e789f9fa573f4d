export { changes } from './list.view.ts';
export { changeRows, shownRows } from './row.view.ts';
export { type WaitsOf, withWaits } from './waits.view.ts';

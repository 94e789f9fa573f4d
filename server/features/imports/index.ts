export { dateReader } from './date.rules.ts';
export { recordFile, rehearseRows, takeRows } from './imported-rows.store.ts';
export { judgedBatches, mustFit, opened } from './judged.view.ts';
export { modelOfMap } from './model.view.ts';

export { type FileRow, textOf } from './cell.rules.ts';
export { dateReader, outsideYears, type WallTime } from './date.rules.ts';
export { recordFile, rehearseRows, takeRows } from './imported-rows.step.ts';
export { type FileText, judgedBatches, mustFit, opened } from './judged.view.ts';
export { wrongFields } from './map.rules.ts';
export { modelOfMap } from './model.view.ts';
export { rowOf } from './reading.rules.ts';

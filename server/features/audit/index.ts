export { auditEvents } from './audit.view.ts';
export { record, recordMany } from './event.store.ts';
export { commitmentOf } from './leaf.store.ts';
export { namesIn } from './names.view.ts';

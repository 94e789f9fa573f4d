export { actorName } from './actor.rules.ts';
export { auditEvents } from './audit.view.ts';
export { record, recordMany } from './event.store.ts';
export { commitmentOf } from './leaf.rules.ts';
export { namesIn } from './names.view.ts';

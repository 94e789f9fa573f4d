export { record, recordMany } from './event.store.ts';

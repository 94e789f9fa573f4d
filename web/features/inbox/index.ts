export { inboxQuery } from './inbox-query.ts';

export { LINKED } from './link-accounts.ts';

export { mayConfirm } from './link.rules.ts';
export { LINKED } from './link-accounts.ts';

export { LINKED, mayConfirm } from './link.rules.ts';

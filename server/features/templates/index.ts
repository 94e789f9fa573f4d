export { mustBeRaisable, raiseWithin } from './raise-from-template.ts';
export { dropTemplates } from './template.store.ts';

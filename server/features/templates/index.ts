export { mustBeRaisable, raiseWithin } from './raise-from-template.ts';

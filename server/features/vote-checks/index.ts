export { votesToLookAt } from './votes-to-look-at.view.ts';

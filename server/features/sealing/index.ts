export { openNextOrigin, sealedBefore } from './next-origin.step.ts';
export { waitsToBeSealed } from './seal.view.ts';

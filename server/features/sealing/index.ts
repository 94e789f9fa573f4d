export { openNextOrigin, sealedBefore } from './open-next-origin.ts';
export { waitsToBeSealed } from './seal.view.ts';

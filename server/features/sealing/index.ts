export { openNextOrigin, sealedBefore } from './open-next-origin.ts';

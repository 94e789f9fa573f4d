import { exportSealedRoute, sealRoute } from '@interlock/contract/sealing.ts';
import { type Served, serve, serveFile } from '../../platform/http/serve.ts';
import { handOutSealed } from './hand-out-sealed.ts';
import { seal } from './seal.view.ts';
import type { MayKnowOf } from './sealed.view.ts';

/** `mayKnowOf` comes from those who know who may see what the log is about. */
export const sealingRoutes = (mayKnowOf: MayKnowOf): Served[] => [
  serve(sealRoute, (ctx) => seal(ctx)),
  serveFile(exportSealedRoute, (ctx) => handOutSealed(ctx, mayKnowOf)),
];

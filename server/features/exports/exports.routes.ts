import { exportAuditRoute, exportChangesRoute, exportVotesToLookAtRoute } from '@interlock/contract/exports.ts';
import { type Served, serveFile } from '../../platform/http/serve.ts';
import type { WaitsOf } from '../change-list/index.ts';
import { handOutAudit, handOutChanges, handOutVotes } from './hand-out-list.ts';

export const exportRoutes = (waitsOf: WaitsOf): Served[] => [
  serveFile(exportChangesRoute, (ctx, input) => handOutChanges(ctx, input, waitsOf)),
  serveFile(exportAuditRoute, (ctx, input) => handOutAudit(ctx, input)),
  serveFile(exportVotesToLookAtRoute, (ctx, input) => handOutVotes(ctx, input)),
];

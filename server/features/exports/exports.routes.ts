import { exportAuditRoute, exportChangesRoute } from '@interlock/contract/exports.ts';
import { type Served, serveFile } from '../../platform/serve.ts';
import { handOutAudit, handOutChanges } from './hand-out-list.ts';

export const exportRoutes: Served[] = [
  serveFile(exportChangesRoute, (ctx, input) => handOutChanges(ctx, input)),
  serveFile(exportAuditRoute, (ctx, input) => handOutAudit(ctx, input)),
];

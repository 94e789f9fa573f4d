import { listAuditRoute } from '@interlock/contract/audit.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import type { MayKnowOf } from './names.view.ts';
import { readAudit } from './read-audit.ts';

/** `mayKnowOf` comes from those who know who may see what the log is about. */
export const auditRoutes = (mayKnowOf: MayKnowOf): Served[] => [
  serve(listAuditRoute, (ctx, input) => readAudit(ctx, input, mayKnowOf)),
];

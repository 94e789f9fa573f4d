import { listAuditRoute } from '@interlock/contract/audit.ts';
import { type Served, serve } from '../../platform/serve.ts';
import { readAudit } from './read-audit.ts';

export const auditRoutes: Served[] = [serve(listAuditRoute, (ctx, input) => readAudit(ctx, input))];

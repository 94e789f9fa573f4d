import { z } from 'zod';
import { listAuditRoute } from './audit.ts';
import { listChangesRoute } from './changes.ts';
import { route } from './route.ts';
import { many, Zone } from './shared.ts';
import { listVotesToLookAtRoute } from './vote-checks.ts';

/** What a list of changes can show of each. */
export const listColumns = [
  'number',
  'title',
  'state',
  'model',
  'priority',
  'risk',
  'outcome',
  'requester',
  'assignee',
  'team',
  'plannedStart',
  'plannedEnd',
  'createdAt',
  'updatedAt',
  'wait',
] as const;
export type ListColumn = (typeof listColumns)[number];

/** What only an export shows: for reports, and to take everything along to another system. */
export const furtherColumns = [
  'stateKind',
  'categories',
  'triggers',
  'riskAssessment',
  'purpose',
  'impact',
  'urgency',
  'coordinator',
  'manager',
  'summary',
  'description',
  'reason',
  'ifNotDone',
  'cannotWait',
  'benefit',
  'cost',
  'costOfNotDoing',
  'implementationPlan',
  'testPlan',
  'backoutPlan',
  'communicationPlan',
  'peopleImpacted',
  'systemsAffected',
  'actualStart',
  'actualEnd',
  'closureNotes',
  'cancelReason',
  'cancelWords',
] as const;
export type FurtherColumn = (typeof furtherColumns)[number];
export const exportColumns = [...listColumns, ...furtherColumns] as const;
export type ExportColumn = (typeof exportColumns)[number];

/** How a file is written. Times are what the clocks of `zone` show, and each heading of a time names it. */
const written = {
  zone: Zone.default('UTC'),
  delimiter: z.enum([',', ';']).default(','),
  /** A mark by which some spreadsheets know UTF-8. */
  bom: z.stringbool().default(false),
};

const { cursor: _cursor, limit: _limit, wait: _wait, ...changeFilters } = listChangesRoute.input.shape;
const { cursor: _votesCursor, limit: _votesLimit, ...votesFilters } = listVotesToLookAtRoute.input.shape;
const { cursor: _auditCursor, limit: _auditLimit, ...auditFilters } = listAuditRoute.input.shape;

export const exportChangesRoute = route({
  method: 'GET',
  path: '/api/v1/changes.csv',
  permission: 'change.read',
  limit: { perMinute: 30 },
  produces: 'text/csv; charset=utf-8',
  summary:
    'All changes that match the filters of the list, as CSV. Cells that a spreadsheet would take for a formula are made safe.',
  input: z.object({ ...changeFilters, ...written, columns: many(z.enum(exportColumns)) }),
  output: z.string(),
});

export const exportAuditRoute = route({
  method: 'GET',
  path: '/api/v1/audit.csv',
  permission: 'audit.read',
  limit: { perMinute: 30 },
  produces: 'text/csv; charset=utf-8',
  summary: 'All events of the audit log that match, as CSV, with their parts and kept bytes.',
  input: z.object({ ...auditFilters, ...written }),
  output: z.string(),
});

export const exportVotesToLookAtRoute = route({
  method: 'GET',
  path: '/api/v1/audit/votes.csv',
  permission: 'audit.read',
  limit: { perMinute: 30 },
  produces: 'text/csv; charset=utf-8',
  summary: 'All votes of the last 90 days that may not be what they seem, as CSV.',
  input: z.object({ ...votesFilters, ...written }),
  output: z.string(),
});

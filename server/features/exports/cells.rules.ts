import type { AuditEvent } from '@interlock/contract/audit.ts';
import { type ChangeRow, Priorities } from '@interlock/contract/changes.ts';
import { type ExportColumn, type FurtherColumn, listColumns } from '@interlock/contract/exports.ts';
import type { VoteReason, VoteToLookAt } from '@interlock/contract/vote-checks.ts';

export type Cell = string | null;
/** What the list does not show of a change. */
export type Further = Partial<Record<FurtherColumn, string | Date | null>>;
type Clock = (instant: Date) => string;

/** What a column is called; the importer's map names it so. */
const headings: Record<ExportColumn, string> = {
  number: 'Number',
  title: 'Title',
  state: 'State',
  model: 'Model',
  priority: 'Priority',
  risk: 'Risk',
  outcome: 'Outcome',
  requester: 'Requester',
  assignee: 'Assignee',
  team: 'Team',
  plannedStart: 'Planned start',
  plannedEnd: 'Planned end',
  createdAt: 'Created',
  updatedAt: 'Updated',
  wait: 'Waits for',
  stateKind: 'Kind of state',
  categories: 'Categories',
  triggers: 'Triggers',
  riskAssessment: 'Risk assessment',
  purpose: 'Purpose',
  impact: 'Impact',
  urgency: 'Urgency',
  coordinator: 'Coordinator',
  manager: 'Change manager',
  summary: 'Summary',
  description: 'Description',
  reason: 'Reason',
  ifNotDone: 'If not done',
  cannotWait: 'Why it cannot wait',
  benefit: 'Benefit',
  cost: 'Cost',
  costOfNotDoing: 'Cost of not doing it',
  implementationPlan: 'Implementation plan',
  testPlan: 'Test plan',
  backoutPlan: 'Backout plan',
  communicationPlan: 'Communication plan',
  peopleImpacted: 'People impacted',
  systemsAffected: 'Systems affected',
  actualStart: 'Work began',
  actualEnd: 'Work ended',
  closureNotes: 'Closing notes',
  cancelReason: 'Cancelled because',
  cancelWords: 'Words on cancelling',
};

const times: readonly ExportColumn[] = [
  'plannedStart',
  'plannedEnd',
  'createdAt',
  'updatedAt',
  'actualStart',
  'actualEnd',
];

/** The first line. A time's heading names the zone whose clocks it is by. */
export const headingsOf = (columns: readonly ExportColumn[], zone: string): string[] =>
  columns.map((column) => (times.includes(column) ? `${headings[column]} (${zone})` : headings[column]));

const shown: Partial<Record<ExportColumn, (row: ChangeRow) => Cell>> = {
  number: ({ number }) => number,
  title: ({ title }) => title,
  state: ({ state }) => state.name,
  model: ({ model }) => model.name,
  priority: ({ priority }) => `${priority} ${Priorities[priority as keyof typeof Priorities] ?? ''}`.trim(),
  risk: ({ riskLevel }) => riskLevel,
  outcome: ({ outcome }) => outcome,
  requester: ({ requester }) => requester?.name ?? null,
  assignee: ({ assignee }) => assignee?.name ?? null,
  team: ({ team }) => team?.name ?? null,
  wait: ({ wait }) => wait?.words ?? null,
};

/** The cells of one change, in the order of the columns. */
export function cellsOf(columns: readonly ExportColumn[], row: ChangeRow, further: Further, clock: Clock): Cell[] {
  const { plannedStart, plannedEnd, createdAt, updatedAt } = row;
  const instants: Partial<Record<ExportColumn, string | null>> = { plannedStart, plannedEnd, createdAt, updatedAt };
  return columns.map((column) => {
    const show = shown[column];
    if (show) return show(row);
    const value = isFurther(column) ? further[column] : instants[column];
    if (value === null || value === undefined) return null;
    return times.includes(column) ? clock(new Date(value)) : String(value);
  });
}

const isFurther = (column: ExportColumn): column is FurtherColumn =>
  !(listColumns as readonly string[]).includes(column);

const reasons: Record<VoteReason, string> = {
  one_person: 'Linked as one person',
  same_device: 'Signed in from the same address and browser',
  created_by: 'Made the account of the voter',
  link_made_by: 'Made a reset link for the voter',
};

export const voteHeadings = (zone: string): string[] => [
  ...[`Time (${zone})`, 'Instant', 'Number', 'Title', 'Round', 'Vote', 'Voter', 'Voter id', 'Other', 'Other id'],
  ...['Part of the other', 'Why'],
];

export const voteCells = (vote: VoteToLookAt, clock: Clock): Cell[] => [
  ...[clock(new Date(vote.at)), vote.at, vote.change.number, vote.change.title, vote.round, vote.decision],
  ...[vote.voter.name, vote.voter.id, vote.other.name, vote.other.id, vote.parts.join(', '), reasons[vote.reason]],
];

export const auditHeadings = (zone: string): string[] => [
  ...[`Time (${zone})`, 'Instant', 'Actor', 'Actor id', 'By way of', 'Verb', 'Object', 'Object id', 'Request'],
  ...['Event', 'Parts', 'Kept bytes'],
];

export const auditCells = (event: AuditEvent, clock: Clock): Cell[] => [
  ...[clock(new Date(event.at)), event.at, event.actor.name, event.actor.id, event.via, event.verb],
  ...[event.objectName, event.object, event.corr, event.uid, JSON.stringify(event.parts), event.leaf],
];

import type { TaskKind } from '@interlock/contract/models.ts';
import { isKindOfPlan, type Task } from '@interlock/contract/tasks.ts';
import { type Line, stepsOf } from './lines.ts';

/** What of a task a vote on the plan is bound to. */
type Planned = {
  title: string;
  description: string;
  level: string;
  owner: { id: string } | null;
  group: { id: string } | null;
  lines: readonly Line[];
};

const said = ({ title, description, level, owner, group, lines }: Planned): string =>
  JSON.stringify([title.trim(), description.trim(), Number(level), owner?.id, group?.id, stepsOf(lines)]);

/** Whether the plan that approvers decide on is another with this: a task of it is new, or says something else than before. */
export const altersPlan = (kind: TaskKind, before: Planned | undefined, now: Planned): boolean =>
  isKindOfPlan(kind) && (before === undefined || said(before) !== said(now));

/** Whether another owner is: what somebody wrote names them, and what was given does until its turn has come. */
export const ownerIsOfPlan = ({
  kind,
  createdFrom,
  openedAt,
}: Pick<Task, 'kind' | 'createdFrom' | 'openedAt'>): boolean =>
  isKindOfPlan(kind) && (createdFrom === 'hand' || openedAt === null);

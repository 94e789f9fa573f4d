import type { DecisionLink } from '@interlock/contract/decision-links.ts';
import { materialFields } from '@interlock/contract/material.ts';
import { requirePermission, requireSession } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { htmlOf } from '../../platform/text/markdown.ts';
import { type Change, contentOf } from '../changes/index.ts';
import { isLinkSpent } from '../deliveries/index.ts';
import { groupsByIds, peopleByIds } from '../identity/index.ts';
import { planText, tasksOf } from '../tasks/index.ts';
import { mustBeTheirs, mustStandStill } from './link.view.ts';

/** Shows what a mail asks. Whatever opens the link, a scanner of mails too, decides nothing by that. */
export async function lookAtLink(ctx: Ctx, { token }: { token: string }): Promise<DecisionLink> {
  requirePermission(ctx.actor, 'change.vote');
  requireSession(ctx.actor);
  const link = mustBeTheirs(ctx, token);
  if (await isLinkSpent(ctx.db, link.deliveryId)) {
    refuse('link_spent', 'You have decided with it already.', { next: 'The change says how it stands.' });
  }
  const { change, round } = await mustStandStill(ctx.db, ctx, link);
  const { number, title, plannedStart, plannedEnd, requesterId } = change;
  const requester = requesterId ? (await peopleByIds(ctx.db, [requesterId])).get(requesterId) : undefined;
  return {
    ...{ changeId: change.id, number, title, requester: requester?.name ?? null },
    ...{ round: round.name, expiresAt: link.expiresAt },
    plannedStart: plannedStart?.toISOString() ?? null,
    plannedEnd: plannedEnd?.toISOString() ?? null,
    ...(await contentShown(ctx, change)),
  };
}

/** The title heads the page, and the window is shown by the clock of who reads. */
const shownApart: readonly string[] = ['title', 'window'];

async function contentShown(ctx: Ctx, change: Change): Promise<Pick<DecisionLink, 'content' | 'names'>> {
  const steps = change.taskCount > 0 ? planText(await tasksOf(ctx.db, change.id)) : '';
  const values: Readonly<Record<string, unknown>> = { ...contentOf(change), steps };
  const content = materialFields
    .filter((field) => !shownApart.includes(field) && isFilled(values[field]))
    .map((field) => ({ field, value: values[field], html: proseIn(field, values[field]) }));
  const people = await peopleByIds(ctx.db, change.assigneeId ? [change.assigneeId] : []);
  const teams = await groupsByIds(ctx.db, change.teamId ? [change.teamId] : []);
  return { content, names: Object.fromEntries([...people.values(), ...teams].map(({ id, name }) => [id, name])) };
}

/** What is written in Markdown on a change, as it stands on its page. */
const inMarkdown: readonly string[] = [
  'description',
  'implementationPlan',
  'testPlan',
  'backoutPlan',
  'communicationPlan',
];

const proseIn = (field: string, value: unknown): string | null =>
  inMarkdown.includes(field) && typeof value === 'string' ? htmlOf(value) : null;

const isFilled = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

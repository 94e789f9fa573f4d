// Reads: approval_look, change_revision; the change, its rounds and its plan through the doors of their features.
import { isDeepStrictEqual } from 'node:util';
import type { NewField, News } from '@interlock/contract/decisions.ts';
import { materialFields } from '@interlock/contract/material.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { wordFinder } from '../../platform/text/word-differences.ts';
import { covers, type Round, roundsOf } from '../approvals/index.ts';
import { type Change, contentOf, type FieldEdit, loadChange, mustSee } from '../changes/index.ts';
import { groupsByIds, peopleByIds } from '../identity/index.ts';
import { planText, tasksOf } from '../tasks/index.ts';

/**
 * What is new for the one who asks: against what they voted on in an earlier asking of a round that asks now, else against the
 * revision up to which they had looked.
 */
export async function news(ctx: Ctx, changeId: string): Promise<News> {
  await mustSee(ctx.db, ctx, changeId);
  const change = await loadChange(ctx.db, changeId);
  if (!change) return refuse('not_found', 'There is no such change, or it is not yours to see.');
  const voted = lastVoteOf(await roundsOf(ctx.db, changeId), ctx.actor.id);
  const found = voted ? await sinceVote(ctx, change, voted) : await sinceLook(ctx, change);
  return { ...found, names: await namesIn(ctx, found.fields) };
}

/** What the people and groups are called whose ids stand among the values. */
async function namesIn(ctx: Ctx, fields: readonly NewField[]): Promise<Record<string, string>> {
  const values = fields.flatMap(({ before, after }) => [before, after]);
  const ids = values.filter((value) => typeof value === 'string');
  const people = await peopleByIds(
    ctx.db,
    ids.filter((id) => id.startsWith('usr_')),
  );
  const groups = await groupsByIds(
    ctx.db,
    ids.filter((id) => id.startsWith('grp_')),
  );
  return Object.fromEntries([...people.values(), ...groups].map(({ id, name }) => [id, name]));
}

type Found = Omit<News, 'names'>;

type Voted = { round: Round; at: Date };

/** The last vote of this person on an earlier asking of a round that is open now. */
function lastVoteOf(rounds: readonly Round[], personId: string): Voted | undefined {
  const open = rounds.filter(({ status }) => status === 'open');
  const earlier = rounds.filter((round) =>
    open.some(({ id, state, key }) => id !== round.id && state === round.state && key === round.key),
  );
  const cast = earlier.flatMap((round) =>
    [...round.votes, ...round.withdrawn]
      .filter((vote) => vote.castBy.id === personId)
      .map(({ at }): Voted => ({ round, at })),
  );
  return cast.toSorted((one, other) => one.at.getTime() - other.at.getTime()).at(-1);
}

async function sinceVote(ctx: Ctx, change: Change, { round, at }: Voted): Promise<Found> {
  const plan = change.taskCount > 0 ? planText(await tasksOf(ctx.db, change.id)) : '';
  const now = { ...contentOf(change), steps: plan };
  const then = { ...round.content, steps: round.content['plan'] ?? '' };
  const fields = materialFields
    .filter((field) => covers(round, field) && (field === 'steps' || field in round.content))
    .map((field) => ({ field, before: valueIn(then, field), after: valueIn(now, field) }));
  return { since: { is: 'vote', at: at.toISOString() }, fields: differences(fields) };
}

const valueIn = (content: Readonly<Record<string, unknown>>, field: string): unknown => content[field];

async function sinceLook(ctx: Ctx, change: Change): Promise<Found> {
  const look = await ctx.db
    .selectFrom('approval_look')
    .select(['revision', 'earlier_revision', 'at'])
    .where('subject', '=', change.id)
    .where('person_id', '=', ctx.actor.id)
    .executeTakeFirst();
  // The page that shows what is new marks it as seen; it stays in view until something else is new.
  const base = look && (look.revision < change.revision ? look.revision : look.earlier_revision);
  if (!look || base === null || base === undefined) return { since: null, fields: [] };
  const rows = await ctx.db
    .selectFrom('change_revision')
    .select('fields')
    .where('change_id', '=', change.id)
    .where('revision', '>', base)
    .orderBy('revision')
    .execute();
  // `as`: a revision is kept as the edits that made it.
  const edits = rows.flatMap(({ fields }) => fields as FieldEdit[]);
  const fields = [...new Set(edits.map(({ field }) => field))].map((field) => {
    const own = edits.filter((edit) => edit.field === field);
    return { field, before: own[0]?.before, after: own.at(-1)?.after };
  });
  return { since: { is: 'look', at: look.at.toISOString() }, fields: differences(fields) };
}

const isNew = ({ before, after }: Omit<NewField, 'words'>): boolean =>
  !isDeepStrictEqual(before ?? null, after ?? null);

function differences(compared: readonly Omit<NewField, 'words'>[]): NewField[] {
  const wordsOf = wordFinder();
  return compared.filter(isNew).map(({ field, before, after }) => {
    const isText = typeof before === 'string' && typeof after === 'string' && !field.endsWith('Id');
    return { field, before, after, words: isText ? wordsOf(before, after) : null };
  });
}

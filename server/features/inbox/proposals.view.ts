// Reads: model_draft, template_version and template, group_proposal and person_group, person_link, person for a group's manager and an account's name; people and accounts through their doors.
import type { OtherItem } from '@interlock/contract/inbox.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { isAmong } from '../../platform/same-person.ts';
import { administratorsForTwo, mayPublish, peopleByIds } from '../identity/index.ts';
import { mayConfirm } from '../person-links/index.ts';
import { linkedAccounts } from '../same-person/index.ts';
import { whyDecide } from './words.rules.ts';

type Proposal = {
  kind: Exclude<OtherItem['kind'], 'improvement'>;
  id: string;
  label: string;
  title: string;
  since: Date;
  by_id: string;
  writers: string[];
  words: string;
  proposal_id: string | null;
  added: string[];
};

/**
 * What others propose and this person may decide on, and what was sent back to those who wrote it. There is one row for each
 * thing that is being written, so all of them are read; who decides is said by the same rule that lets them.
 */
export async function proposals(ctx: Ctx): Promise<OtherItem[]> {
  const parts = partsOf(ctx);
  if (parts.length === 0) return [];
  const { rows } = await sql<Proposal>`select * from (${sql.join(parts, sql` union all `)})
    p (kind, id, label, title, since, by_id, writers, words, proposal_id, added)`.execute(ctx.db);
  const theirs = await decidedBy(ctx, rows);
  const people = await peopleByIds(
    ctx.db,
    theirs.flatMap(({ by_id, added }) => [by_id, ...added]),
  );
  const nameOf = (id: string) => people.get(id)?.name ?? id;
  return theirs.map((row) => ({
    kind: row.kind,
    about: { id: row.id, label: row.label, title: row.title },
    why: whyDecide(row.kind, row.words, row.added.map(nameOf)),
    since: row.since.toISOString(),
    by: { id: row.by_id, name: nameOf(row.by_id), active: people.get(row.by_id)?.active ?? false },
    change: null,
    roundId: null,
    questionId: null,
    proposalId: row.proposal_id,
  }));
}

/** Only what this person's roles, and the token that they came with, let them do anything about. */
function partsOf({ actor: { id: me, permissions } }: Ctx): RawBuilder<unknown>[] {
  return [
    ...(permissions.has('model.publish') ? [modelsProposed] : []),
    ...(permissions.has('model.edit') ? [modelsReturned(me)] : []),
    ...(permissions.has('template.publish') ? [templatesProposed] : []),
    ...(permissions.has('template.write') ? [templatesReturned(me)] : []),
    ...(permissions.has('group.manage') ? [membersProposed] : []),
    ...(permissions.has('person.manage') ? [unlinkingProposed] : []),
  ];
}

const modelsProposed = sql`
  select 'model_proposed', model_id, key, name, proposed_at, proposed_by, writers, note, null, '{}'::text[]
  from model_draft where state = 'proposed'`;

/** One of its writers who took it back sent it to nobody. */
const modelsReturned = (me: string) => sql`
  select 'model_returned', model_id, key, name, returned_at, returned_by, writers, returned_words, null, '{}'::text[]
  from model_draft where state = 'draft' and returned_at is not null and ${me} = any (writers) and not returned_by = any (writers)`;

const versions = sql`template_version v join template t on t.id = v.template_id`;

const templatesProposed = sql`
  select 'template_proposed', t.id, t.key, v.content->>'name', v.proposed_at, v.proposed_by, v.writers, v.note, null, '{}'::text[]
  from ${versions} where v.state = 'proposed'`;

const templatesReturned = (me: string) => sql`
  select 'template_returned', t.id, t.key, v.content->>'name', v.returned_at, v.returned_by, v.writers, v.returned_words, null, '{}'::text[]
  from ${versions} where v.state = 'draft' and v.returned_at is not null and ${me} = any (v.writers)`;

const membersProposed = sql`
  select 'members_proposed', g.id, '', g.name, p.proposed_at, p.proposed_by, array[p.proposed_by], 
    case when p.manager is null then '' else coalesce(m.name, 'nobody') end, p.id, p.added
  from group_proposal p join person_group g on g.id = p.group_id left join person m on m.id = p.manager
  where p.outcome is null`;

const unlinkingProposed = sql`
  select 'unlinking_proposed', l.person_id, '', a.name, l.unlinking_at, l.unlinking_by, array[l.unlinking_by], l.unlinking_because, null,
    coalesce((select array_agg(o.person_id order by o.linked_at, o.person_id) from person_link o
      where o.person_key = l.person_key and o.person_id <> l.person_id), '{}')
  from person_link l join person a on a.id = l.person_id where l.unlinking_by is not null`;

/**
 * Four eyes: where another administrator could decide, whoever proposed it does not, and whoever wrote a template never does;
 * with no account of theirs. Nobody parts their own accounts where another administrator could.
 */
async function decidedBy(ctx: Ctx, rows: readonly Proposal[]): Promise<Proposal[]> {
  if (!rows.some(({ kind }) => kind.endsWith('_proposed'))) return [...rows];
  const linked = await linkedAccounts(ctx.db);
  const administrators = await administratorsForTwo(ctx.db, ctx.now);
  return rows.filter(({ kind, id, writers, by_id: proposedBy }) => {
    if (kind === 'template_proposed') return !isAmong(linked, ctx.actor.id, writers);
    if (!kind.endsWith('_proposed')) return true;
    if (kind === 'unlinking_proposed') {
      return mayConfirm({ proposedBy, accounts: [id] }, ctx.actor.id, administrators.ids, linked).ok;
    }
    return mayPublish({ writers, proposedBy }, ctx.actor.id, administrators, linked).ok;
  });
}

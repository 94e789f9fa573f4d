// Reads: backout_proof with the name of whoever gave it from person; who had a hand in the work from change_revision, change, audit_event and audit_part; tasks and files through the doors of theirs.
import type { ModelDefinition, TransitionDefinition } from '@interlock/contract/models.ts';
import { sql } from 'kysely';
import { contentHash } from '../../platform/content-hash.ts';
import type { Reads } from '../../platform/database/db.ts';
import { type Change, missingFields, stagesReached } from '../changes/index.ts';
import { countFiles } from '../files/index.ts';
import { backoutLines, planMinutes, type Task, tasksOfEach } from '../tasks/index.ts';
import type { Hand, Work } from './facts.rules.ts';

type Asked = { change: Change; moves: readonly TransitionDefinition[] };

/**
 * The work on each of these changes, as far as a move from where it stands looks at it. Changes without tasks whose models ask
 * nothing cost nothing.
 */
export async function worksOf(reads: Reads, all: readonly Asked[]): Promise<Work[]> {
  const asks = all.map(({ moves }) => new Set(moves.flatMap(({ guards }) => guards)));
  const withTasks = all.flatMap(({ change }) => (change.taskCount > 0 ? [change.id] : []));
  const tasks = await tasksOfEach(reads, withTasks);
  const of = ({ change }: Asked) => tasks.get(change.id) ?? [];
  const tests = all.flatMap((one, at) => (asks[at]?.has('test_evidence') ? of(one) : [])).filter(isTest);
  const files = await countFiles(
    reads,
    tests.map(({ id }) => id),
  );
  const proven = all.flatMap((one, at) => (asks[at]?.has('backout_ready') ? [one] : []));
  const proofs = await backoutProofs(
    reads,
    proven.map((one) => ({ change: one.change, tasks: of(one) })),
  );
  return all.map((one) => ({
    tasks: of(one).map((task) => ({ ...task, files: files.get(task.id) ?? 0 })),
    reached: stagesReached(one.change.stateKind),
    minutes: planMinutes(of(one)).total,
    backout: {
      written: missingFields(one.change, ['backoutPlan']).length === 0,
      proof: proofs.get(one.change.id) ?? null,
    },
  }));
}

const isTest = ({ kind }: Task): boolean => kind === 'test';

type Proof = NonNullable<Work['backout']['proof']> & { at: Date; by: { active: boolean } };
type Proven = { change: Change; tasks: readonly Task[] };

/** The newest rehearsal or waiver, and whether it is about the backout plan as it stands. */
export async function backoutProof(reads: Reads, change: Change, tasks: readonly Task[]): Promise<Proof | null> {
  return (await backoutProofs(reads, [{ change, tasks }])).get(change.id) ?? null;
}

async function backoutProofs(reads: Reads, all: readonly Proven[]): Promise<ReadonlyMap<string, Proof>> {
  if (all.length === 0) return new Map();
  const rows = await reads
    .selectFrom('backout_proof')
    .innerJoin('person', 'person.id', 'backout_proof.by')
    .distinctOn('change_id')
    .select(['change_id', 'kind', 'passed', 'words', 'content_hash', 'at', 'person.id', 'person.name', 'person.active'])
    .where(sql<boolean>`change_id = any (${all.map(({ change }) => change.id)}::text[])`)
    .orderBy('change_id')
    .orderBy('backout_proof.id', 'desc')
    .execute();
  const hashes = new Map(all.map(({ change, tasks }) => [change.id, backoutHash(change, tasks)]));
  return new Map(
    rows.map((row) => [
      row.change_id,
      {
        kind: row.kind as 'rehearsed' | 'waived',
        passed: row.passed,
        words: row.words,
        by: { id: row.id, name: row.name, active: row.active },
        at: row.at,
        stands: row.content_hash === hashes.get(row.change_id),
      },
    ]),
  );
}

/** The backout plan in one sum: a rehearsal of it holds for no other. */
export const backoutHash = ({ backoutPlan }: Change, tasks: readonly Task[]): string =>
  contentHash({ plan: backoutPlan, lines: backoutLines(tasks) });

type Born = { change: Change; model: { definition: ModelDefinition } };
type Row = { changeId: string; id: string | null; from: string | null; to: string | null; early: boolean | null };

/**
 * Who had a hand in the work of each change besides its assignee of now: who carried it out before, who began it, who ended it. Only
 * closing asks, so only changes that can be closed from where they stand are looked at. Work that is recorded after the fact has none.
 */
export async function handsInEach(reads: Reads, born: readonly Born[]): Promise<(changeId: string) => readonly Hand[]> {
  const asked = born.filter(canBeClosed);
  if (asked.length === 0) return () => [];
  const ids = asked.map(({ change }) => change.id);
  const part = (name: string) =>
    sql`(select convert_from(body, 'UTF8')::jsonb #>> '{}' from audit_part where event_id = event.id and name = ${name})`;
  const { rows } = await sql<Row>`
    select revision.change_id as "changeId", edit ->> 'before' as id, null as "from", null as "to", null::boolean as early
    from change_revision revision join change on change.id = revision.change_id
    cross join lateral jsonb_array_elements(revision.fields) edit
    where revision.change_id = any (${ids}::text[]) and revision.at >= change.actual_start and edit ->> 'field' = 'assigneeId'
    union all
    select object, actor, ${part('from')}, ${part('to')}, ${part('early')}::boolean from audit_event event
    where object = any (${ids}::text[]) and verb = 'change.moved'`.execute(reads);
  const definitions = new Map(asked.map(({ change, model }) => [change.id, model.definition]));
  return (changeId) => {
    const definition = definitions.get(changeId);
    return definition ? rows.filter((row) => row.changeId === changeId).flatMap((row) => handOf(definition, row)) : [];
  };
}

const kindIn = ({ states }: ModelDefinition, state: string | null) => states.find(({ key }) => key === state)?.kind;

const canBeClosed = ({ change, model: { definition } }: Born): boolean =>
  !definition.retrospective &&
  change.actualStart !== null &&
  definition.transitions.some(({ from, to }) => from === change.state && kindIn(definition, to) === 'closed');

function handOf(definition: ModelDefinition, { id, from, to, early }: Row): Hand[] {
  if (id === null) return [];
  if (to === null) return [{ id, did: 'carried_out' }];
  const [was, is] = [kindIn(definition, from) === 'implement', kindIn(definition, to) === 'implement'];
  // Whoever starts it before its window for its assignee lets it begin, and carries nothing out.
  const letsBegin =
    early === true &&
    definition.transitions.some((made) => made.from === from && made.to === to && made.earlyMovers.length > 0);
  if (is && !was) return letsBegin ? [] : [{ id, did: 'began' }];
  return was && !is ? [{ id, did: 'ended' }] : [];
}

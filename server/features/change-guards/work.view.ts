// Reads: backout_proof with the name of whoever gave it from person; tasks and files through the doors of theirs.
import type { GuardName, TransitionDefinition } from '@interlock/contract/models.ts';
import { contentHash } from '../../platform/content-hash.ts';
import type { Reads } from '../../platform/db.ts';
import { type Change, missingFields, stagesReached } from '../changes/index.ts';
import { countFiles } from '../files/index.ts';
import { backoutLines, planMinutes, type Task, tasksOf } from '../tasks/index.ts';
import type { Work } from './facts.rules.ts';

const about: readonly GuardName[] = ['tasks_done', 'test_evidence', 'backout_ready', 'review_done', 'plan_fits_window'];

/** The work on a change, as far as a move from here looks at it: a change without tasks whose model asks nothing costs nothing. */
export async function workOf(reads: Reads, change: Change, moves: readonly TransitionDefinition[]): Promise<Work> {
  const asked = new Set(moves.flatMap(({ guards }) => guards).filter((guard) => about.includes(guard)));
  const tasks = change.taskCount > 0 ? await tasksOf(reads, change.id) : [];
  const tests = asked.has('test_evidence') ? tasks.filter(({ kind }) => kind === 'test') : [];
  const files = await countFiles(
    reads,
    tests.map(({ id }) => id),
  );
  return {
    tasks: tasks.map((task) => ({ ...task, files: files.get(task.id) ?? 0 })),
    reached: stagesReached(change.stateKind),
    minutes: planMinutes(tasks).total,
    backout: {
      written: missingFields(change, ['backoutPlan']).length === 0,
      proof: asked.has('backout_ready') ? await backoutProof(reads, change, tasks) : null,
    },
  };
}

/** The newest rehearsal or waiver, and whether it is about the backout plan as it stands. */
export async function backoutProof(reads: Reads, change: Change, tasks: readonly Task[]) {
  const row = await reads
    .selectFrom('backout_proof')
    .innerJoin('person', 'person.id', 'backout_proof.by')
    .select(['kind', 'passed', 'words', 'content_hash', 'at', 'person.id', 'person.name', 'person.active'])
    .where('change_id', '=', change.id)
    .orderBy('backout_proof.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return {
    kind: row.kind as 'rehearsed' | 'waived',
    passed: row.passed,
    words: row.words,
    by: { id: row.id, name: row.name, active: row.active },
    at: row.at,
    stands: row.content_hash === backoutHash(change, tasks),
  };
}

/** The backout plan in one sum: a rehearsal of it holds for no other. */
export const backoutHash = ({ backoutPlan }: Change, tasks: readonly Task[]): string =>
  contentHash({ plan: backoutPlan, lines: backoutLines(tasks) });

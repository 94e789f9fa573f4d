import {
  answerQuestionRoute,
  approveChangeRoute,
  askAboutChangeRoute,
  rejectChangeRoute,
} from '@interlock/contract/change-flow.ts';
import { type ChangeDetail, editChangeRoute } from '@interlock/contract/changes.ts';
import type { Member } from './members.ts';
import type { Worker } from './worker.ts';

const OFTEN = { rejected: 0.03, asked: 0.06, edited: 0.15 };
/** What nobody has done yet somebody soon does, so that a short while has seen everything. */
const AT_FIRST = 0.5;

const does = ({ by, book }: Worker, what: keyof typeof OFTEN): boolean =>
  by.share(book.acts.some(({ did }) => did === what) ? OFTEN[what] : AT_FIRST);

/** An approver says yes most often, now and then no, and asks where nobody has asked yet. */
export async function decide(worker: Worker, change: ChangeDetail): Promise<void> {
  const { me, line, by, book } = worker;
  const round = change.rounds.find(({ mayDecide }) => mayDecide);
  if (!round) return;
  const { id: roundId, contentHash } = round;
  const read = { changeId: change.id, version: change.version, roundId };
  const act = { by: me.id, changeId: change.id };
  if (round.questions.length === 0 && does(worker, 'asked')) {
    const words = `How long does it take, ${by.below(1_000_000_000)}?`;
    const asked = await line.act(askAboutChangeRoute, { ...read, words });
    if (asked) book.acts.push({ ...act, did: 'asked', roundId, words });
    return;
  }
  const says = { ...read, comment: 'Read, and this is what I think of it.' };
  const did = does(worker, 'rejected') ? 'rejected' : 'approved';
  const voted = await (did === 'rejected' ? line.act(rejectChangeRoute, says) : line.act(approveChangeRoute, says));
  if (voted) book.acts.push({ ...act, did, roundId, contentHash });
}

export async function answer({ me, line, by, book }: Worker, change: ChangeDetail, questionId: string): Promise<void> {
  const questions = change.rounds.flatMap((round) => round.questions);
  if (questions.find(({ id }) => id === questionId)?.answer !== null) return;
  const words = `An hour, ${by.below(1_000_000_000)}`;
  const answered = await line.act(answerQuestionRoute, { changeId: change.id, questionId, words });
  if (answered) book.acts.push({ by: me.id, changeId: change.id, did: 'answered', questionId, words });
}

const editors: readonly Member['role'][] = ['coordinator', 'change_manager'];
/** Where an edit takes back what was decided, or what is being decided. */
const edited: readonly string[] = ['authorize', 'build'];

/** Somebody who coordinates writes on what approvers are reading, or have said yes to. */
export async function edit(worker: Worker, change: ChangeDetail): Promise<void> {
  const { me, line, by, book } = worker;
  if (!editors.includes(me.role) || !edited.includes(change.state.key) || !does(worker, 'edited')) return;
  const testPlan = `Tried on a copy ${by.below(1_000_000_000)} times.`;
  const written = await line.act(editChangeRoute, { changeId: change.id, version: change.version, testPlan });
  if (written) book.acts.push({ by: me.id, changeId: change.id, did: 'edited', version: written.version, testPlan });
}

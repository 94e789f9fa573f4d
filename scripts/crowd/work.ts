import { moveChangeRoute } from '@interlock/contract/change-flow.ts';
import {
  type ChangeDetail,
  commentOnChangeRoute,
  listChangesRoute,
  raiseChangeRoute,
  showChangeRoute,
} from '@interlock/contract/changes.ts';
import { type InboxItem, inboxRoute } from '@interlock/contract/inbox.ts';
import { answer, decide, edit } from './decide.ts';
import type { Member } from './members.ts';
import type { Worker } from './worker.ts';

/** What is on a page. */
const PAGE = 25;
const LOOKS_AROUND = 0.3;
const COMMENTS = 0.25;
const RAISES = 0.1;

/** Looks at what waits, and does one thing of it, most often the oldest; with nothing to do, raises something or looks around. */
export async function takeTurn(worker: Worker): Promise<void> {
  const { me, line, by } = worker;
  const inbox = await line.read('inbox', inboxRoute, { limit: PAGE });
  const waiting = inbox?.items.filter(({ kind }) => kind === 'move' || kind === 'decide' || kind === 'answer') ?? [];
  const next = waiting[by.low(waiting.length)];
  if (next && !by.share(LOOKS_AROUND)) return doWhatWaits(worker, next);
  if (me.role === 'initiator' && by.share(RAISES)) return raise(worker);
  return lookAround(worker);
}

async function lookAround(worker: Worker): Promise<void> {
  const { line, by } = worker;
  const list = await line.read('list', listChangesRoute, { limit: PAGE });
  if (!list || list.items.length === 0) return;
  const change = await line.read('change', showChangeRoute, { changeId: by.pick(list.items).id });
  if (change && by.share(COMMENTS)) await comment(worker, change);
  else if (change) await edit(worker, change);
}

/** It is read before it is acted on. Where it has gone on since it was in the inbox, there is nothing to do. */
async function doWhatWaits(worker: Worker, item: InboxItem): Promise<void> {
  if (!item.change) return;
  const change = await worker.line.read('change', showChangeRoute, { changeId: item.change.id });
  if (change?.state.key !== item.change.state.key) return;
  if (item.kind === 'answer') return answer(worker, change, item.questionId ?? '');
  return item.kind === 'decide' ? decide(worker, change) : move(worker, change);
}

async function raise({ me, line, by, book, all }: Worker): Promise<void> {
  const someone = (role: Member['role']) => by.pick(all.filter((one) => one.role === role)).id;
  const change = await line.act(raiseChangeRoute, {
    modelId: 'mdl_normal',
    title: `Renew part ${by.below(1_000_000)} of the ledger`,
    summary: 'The ledger moves to a supported release; customers see forty seconds of errors.',
    description: 'PostgreSQL 15 leaves vendor support for our build. '.repeat(4),
    reason: 'Support for the present release ends in February.',
    ifNotDone: 'No fixes for faults that are found from then on.',
    implementationPlan: '1. Promote the replica\n2. Switch the application\n3. Watch it for an hour',
    backoutPlan: '1. Switch back to the old primary',
    riskLevel: 'low',
    assigneeId: someone('specialist'),
    ...(by.share(0.3) && { coordinatorId: someone('coordinator'), managerId: someone('change_manager') }),
  });
  if (change) book.acts.push({ by: me.id, did: 'raised', changeId: change.id, number: change.number });
}

/** A window that is open now and ends today or tomorrow. */
function openWindow() {
  const local = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);
  return { start: local(-1), end: local(8), zone: 'UTC' };
}

/** Where the model *normal* leads to from each state in which somebody is waited for, and what goes with the move. */
const onward: Readonly<Record<string, () => { to: string } & Record<string, unknown>>> = {
  draft: () => ({ to: 'assess' }),
  assess: () => ({ to: 'authorize' }),
  build: () => ({ to: 'scheduled', window: openWindow() }),
  scheduled: () => ({ to: 'implement' }),
  implement: () => ({ to: 'review' }),
  review: () => ({ to: 'closed', closureCode: 'successful', closureNotes: 'It went as planned.' }),
};

async function move({ me, line, book }: Worker, change: ChangeDetail): Promise<void> {
  const from = change.state.key;
  const next = onward[from]?.();
  if (!next) return;
  const moved = await line.act(moveChangeRoute, { changeId: change.id, version: change.version, ...next });
  if (moved)
    book.acts.push({ by: me.id, did: 'moved', changeId: change.id, from, to: next.to, version: moved.version });
}

async function comment({ me, line, by, book }: Worker, { id: changeId }: ChangeDetail): Promise<void> {
  const words = `Seen, ${by.below(1_000_000_000)}`;
  const said = await line.act(commentOnChangeRoute, { changeId, text: words });
  if (said) book.acts.push({ by: me.id, did: 'commented', changeId, commentId: said.commentId, words });
}

import { orderIn } from '@interlock/contract/model-order.ts';
import type { ModelDefinition, StateDefinition } from '@interlock/contract/models.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { type Change, isOver } from '../changes/index.ts';
import { watchersOf } from '../discussion/index.ts';
import { stateOf } from '../models/index.ts';
import { type Notice, notify } from '../notifications/index.ts';

type Changed = { before: Change; after: Change; definition: ModelDefinition };

/** Those who wanted a change and work on it. */
const concerned = ({ requesterId, raisedBy, assigneeId, coordinatorId }: Change) => [
  requesterId,
  raisedBy,
  assigneeId,
  coordinatorId,
];

/** A change that goes back, by a no, an edit or a hand, is told to those who brought it there, before all that follows from it. `no` is what an approver said. */
export async function tellOfReturn(
  tx: Tx,
  ctx: Ctx,
  {
    before,
    definition,
    to,
    no,
  }: { before: Change; definition: ModelDefinition; to: StateDefinition; no: string | undefined },
): Promise<void> {
  const order = orderIn(definition);
  if (isOver({ stateKind: to.kind }) || order(to.key) >= order(before.state)) return;
  await notify(tx, ctx, {
    kind: 'change_returned',
    subject: before.id,
    to: concerned(before),
    parts: { state: to.name, ...(no && { words: no }) },
    stateKind: to.kind,
  });
}

/** A move is told to whom the change waits for now, and to its watchers; its end to all whom it concerns. */
export async function tellOfMove(tx: Tx, ctx: Ctx, changed: Changed, to: StateDefinition): Promise<void> {
  const { after } = changed;
  const ended = isOver(after) ? concerned(after) : [];
  const watching = await watchersOf(tx, after.id);
  await notify(tx, ctx, ...handedOver(changed), {
    kind: 'watched_change_moved',
    subject: after.id,
    to: [...ended, ...watching],
    parts: { state: to.name },
    stateKind: to.kind,
  });
}

/** Whoever an edit names as the next one is told. */
export const tellOfEdit = (tx: Tx, ctx: Ctx, changed: Changed): Promise<void> =>
  notify(tx, ctx, ...handedOver(changed));

/** An approval that leaves it where it is hands it to whoever begins. */
export const tellOfApproval = (tx: Tx, ctx: Ctx, changed: Changed): Promise<void> =>
  notify(tx, ctx, ...handedOver(changed, true));

/** Where a change waits for one person now, and did not before, it was handed over; so it was to a new assignee. */
function handedOver({ before, after, definition }: Changed, isApproved = false): Notice[] {
  const next = after.waitsOn === before.waitsOn || !after.waitsOn?.startsWith('usr_') ? null : after.waitsOn;
  const named = after.assigneeId === before.assigneeId ? null : after.assigneeId;
  const state = stateOf(definition, after.state)?.name ?? after.state;
  return [
    { kind: 'work_handed_over', subject: after.id, to: [next], parts: isApproved ? { round: state } : { state } },
    { kind: 'work_handed_over', subject: after.id, to: [named], parts: {} },
  ];
}

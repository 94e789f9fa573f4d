import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { record } from '../audit/index.ts';
import type { Task } from './task.rules.ts';
import { saveTask } from './task.store.ts';
import { taskAsRead } from './task.view.ts';

type Correcting = { subject: string; taskId: string; version: number; words: string };
type Corrected = { startedAt: Date | null; endedAt: Date | null; fields: readonly unknown[] };

/** Other times than those that were recorded when it began and ended; what was recorded stays in the log. */
export async function correctTask(
  tx: Tx,
  ctx: Ctx,
  { subject, words, ...read }: Correcting,
  correct: (task: Task) => Corrected,
): Promise<void> {
  const { task } = await taskAsRead(tx, subject, read);
  const { startedAt, endedAt, fields } = correct(task);
  if (fields.length === 0) return;
  await saveTask(tx, task.id, { started_at: startedAt, ended_at: endedAt }, ctx.now);
  await record(tx, ctx, {
    verb: 'task.times_corrected',
    object: subject,
    parts: { task: `${task.number} ${task.title}`, fields, words },
  });
}

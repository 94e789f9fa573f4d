import type { attachEvidenceRoute, removeEvidenceRoute } from '@interlock/contract/files.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { dropFile, fileFrom, keepFile, type Upload, withPlace } from '../files/index.ts';
import { mayAttach, mayDetach, type Task, tasksOf } from '../tasks/index.ts';
import { lockForTask } from './working.step.ts';

/** Somebody shows with a file what a task has come to. It alters nothing that was decided on, so it may come late. */
export async function attachEvidence(
  ctx: Ctx,
  { taskId, name }: z.output<typeof attachEvidenceRoute.input>,
  upload: Upload,
): Promise<void> {
  requirePermission(ctx.actor, 'change.move');
  const incoming = await fileFrom({ name, upload });
  await withPlace(ctx, incoming, () =>
    ctx.transaction(async (tx) => {
      const { change, working } = await lockForTask(tx, ctx, taskId);
      const task = taskAmong(await tasksOf(tx, change.id), taskId);
      must(mayAttach({ task, ...working }));
      const { id, ...kept } = await keepFile(tx, ctx, incoming, { kind: 'task', id: taskId });
      await record(tx, ctx, {
        verb: 'task.file_added',
        object: change.id,
        parts: { task: nameOf(task), file: id, ...kept },
      });
      return id;
    }),
  );
}

export async function removeEvidence(
  ctx: Ctx,
  { taskId, fileId }: z.output<typeof removeEvidenceRoute.input>,
): Promise<void> {
  requirePermission(ctx.actor, 'change.move');
  const after = { forget: async () => {} };
  await ctx.transaction(async (tx) => {
    const { change, working } = await lockForTask(tx, ctx, taskId);
    const task = taskAmong(await tasksOf(tx, change.id), taskId);
    must(mayDetach({ task, ...working }));
    const { file, forget } = await dropFile(tx, ctx, { fileId, subject: taskId });
    after.forget = forget;
    const { id, name, type, bytes, sha256 } = file;
    await record(tx, ctx, {
      verb: 'task.file_removed',
      object: change.id,
      parts: { task: nameOf(task), file: id, name, type, bytes, sha256 },
    });
  });
  await after.forget();
}

function taskAmong(all: readonly Task[], taskId: string): Task {
  return (
    all.find(({ id }) => id === taskId) ?? refuse('not_found', 'There is no such task, or it is not yours to see.')
  );
}

const nameOf = ({ number, title }: Task): string => `${number} ${title}`;

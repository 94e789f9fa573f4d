import { type KeyObject, randomUUID } from 'node:crypto';
import type { Ctx } from '../../platform/ctx.ts';
import { isRaceLost, isUnavailable } from '../../platform/database/db.ts';
import { beginLog, sealBatch, signHead, type Walk } from './seal-events.ts';

const EVERY_MS = 1_000;

type Wiring = { ctxOf(requestId: string): Ctx; key: KeyObject; host: string };

/** Seals for as long as the server runs. Where several servers do, each batch is sealed by one of them. */
export function keepSealing({ ctxOf, key, host }: Wiring): () => Promise<void> {
  const state: { stopping: boolean; begun: boolean; timer?: NodeJS.Timeout } = { stopping: false, begun: false };
  const turn = async (ctx: Ctx) => {
    if (!state.begun) await beginLog(ctx, host);
    state.begun = true;
    let walk: Walk | null = null;
    do walk = await sealBatch(ctx, undefined, walk);
    while (walk && !state.stopping);
    await signHead(ctx, key);
  };
  const run = async (): Promise<void> => {
    const ctx = ctxOf(`seal_${randomUUID()}`);
    try {
      await turn(ctx);
    } catch (error) {
      // A lost race is won by the next turn; of a database that is away whoever needed it has told.
      if (!isRaceLost(error) && !isUnavailable(error)) ctx.log.error({ err: error }, 'the audit log cannot be sealed');
    }
    if (!state.stopping) state.timer = setTimeout(() => (running = run()), EVERY_MS);
  };
  let running = run();
  return async () => {
    state.stopping = true;
    clearTimeout(state.timer);
    await running;
  };
}

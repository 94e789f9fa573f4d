import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { record } from '../audit/index.ts';
import { type Beat, beginning, planOf } from '../demo-story/index.ts';
import { organisation } from '../identity/index.ts';
import { beat, countAttempt, type Demo, endDemo, FILL, findDemo, holdDemo, unfinishedTurn } from './demo.store.ts';
import { playAct, type Seen } from './play-act.step.ts';
import { nameDeputy, type Scene, setTheScene } from './set-the-scene.step.ts';
import { type House, openStage, type Stage } from './stage.step.ts';

export type { House };

const MOST_ATTEMPTS = 3;
const ACTS_A_BEAT = 40;
/** A job may wait this long for its turn before it is looked after. */
const GRACE = 60_000;

/**
 * Plays the whole year in one transaction, so that a filling that is killed leaves nothing, and no sweep sees a past that is
 * half there. How far it is goes out beside that transaction.
 */
export async function fillDemo(ctx: Ctx, house: House, { turn }: { turn: number }): Promise<void> {
  const demo = await findDemo(ctx.db);
  if (demo?.state !== 'filling' || demo.turn !== turn) return;
  try {
    await ctx.ownTransaction(async (tx) => {
      if (!(await holdDemo(tx))) return;
      if ((await countAttempt(ctx.db, turn)) > MOST_ATTEMPTS) {
        throw new Error(`it was begun ${MOST_ATTEMPTS} times and broke off each time`);
      }
      await fill(tx, ctx, house, demo);
    });
  } catch (error) {
    ctx.log.error({ err: error }, 'the demo could not be filled; nothing of it is there');
    const problem = error instanceof Error ? error.message : 'It broke off.';
    await ctx.ownTransaction((tx) => endDemo(tx, turn, { state: 'failed', problem }));
  }
}

async function fill(tx: Tx, ctx: Ctx, house: House, demo: Demo): Promise<void> {
  const { seed, months, turn, askedBy } = demo;
  const zone = (await organisation(tx))?.zone ?? 'UTC';
  const { now } = ctx;
  const beats = planOf({ seed, now, zone, months });
  await beat(ctx.db, turn, { done: 0, planned: beats.length });
  const stage = openStage(ctx, tx, house);
  const scene = await setTheScene(stage, tx, beginning({ now, months }));
  await play(stage, scene, beats, (done) => beat(ctx.db, turn, { done, planned: beats.length }));
  await nameDeputy(stage, scene, askedBy, now, zone);
  const changes = new Set(beats.map(({ story }) => story)).size;
  await record(tx, ctx, { verb: 'demo.filled', object: 'demo', parts: { seed, months, changes, acts: beats.length } });
  const made = { groupIds: [...scene.teams.values(), ...scene.circles], templateIds: [...scene.templates.values()] };
  await endDemo(tx, turn, { state: 'filled', ...made });
}

async function play(
  stage: Stage,
  scene: Scene,
  beats: readonly Beat[],
  tell: (done: number) => Promise<void>,
): Promise<void> {
  const seen = new Map<number, Seen>();
  for (const [nth, one] of beats.entries()) {
    try {
      seen.set(one.story, await playAct(stage, scene, seen.get(one.story), one));
    } catch (error) {
      const what = `${one.by} at ${one.at.toISOString()}: ${JSON.stringify(one.act).slice(0, 300)}`;
      throw new Error(`an act of the demo was refused: ${what}`, { cause: error });
    }
    if (nth % ACTS_A_BEAT === 0) await tell(nth);
  }
}

/** A filling that a server left behind when it died is taken up again from its beginning. */
export async function sweepDemo(ctx: Ctx): Promise<void> {
  const turn = await unfinishedTurn(ctx.db, new Date(ctx.now.getTime() - GRACE));
  if (turn === undefined) return;
  await ctx.ownTransaction(async (tx) => {
    if (!(await holdDemo(tx))) return;
    await ctx.enqueue(tx, FILL, `${turn}:${ctx.now.toISOString().slice(0, 16)}`, { turn });
  });
}

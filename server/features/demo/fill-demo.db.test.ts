import { expect, test } from 'vitest';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { found, MORNING } from '../../testing/people.ts';
import { demoPeople } from '../identity/index.ts';
import { askForDemo } from './ask-for-demo.ts';
import { showDemo } from './demo.view.ts';
import { fillDemo, sweepDemo } from './fill-demo.ts';

const db = await testDb();
const ada = await found(db);
const ctx = testCtx(db, { actor: ada });
const asked = { seed: 'interlock', months: 1 };

test('a filling that is refused on its way leaves nothing, says why, and can be asked for again', async () => {
  await askForDemo(ctx, asked);
  await expect(askForDemo(ctx, asked)).rejects.toThrow('The demo is being filled.');
  await fillDemo(testCtx(db, { via: 'job' }), { calls: [], jobs: [] }, { turn: 1 });
  expect(await showDemo(ctx)).toMatchObject({ state: 'failed', problem: 'nobody serves POST /api/v1/people' });
  expect(await demoPeople(db)).toEqual([]);
  expect(await showDemo(ctx)).toMatchObject({ offered: true });
});

test('a filling that a dead server left behind is taken up again, and given up when it has broken off three times', async () => {
  await askForDemo(ctx, asked);
  const sent: object[] = [];
  const enqueue = async (_tx: unknown, queue: string, _key: string, data: object) => void sent.push({ queue, ...data });
  const minute = (nth: number) => testCtx(db, { via: 'job', enqueue, now: new Date(MORNING.getTime() + nth * 60_000) });
  await sweepDemo(minute(0));
  expect(sent).toEqual([]);
  await sweepDemo(minute(2));
  expect(sent).toEqual([{ queue: 'demo.fill', turn: 2 }]);
  await db.updateTable('demo').set({ attempts: 3 }).execute();
  await fillDemo(minute(3), { calls: [], jobs: [] }, { turn: 1 });
  expect(await showDemo(ctx)).toMatchObject({ state: 'filling' });
  await fillDemo(minute(3), { calls: [], jobs: [] }, { turn: 2 });
  expect(await showDemo(ctx)).toMatchObject({ problem: 'it was begun 3 times and broke off each time' });
});

test('nothing is filled where somebody has raised a change', async () => {
  await db
    .insertInto('change')
    .values({
      ...{
        id: 'chg_real',
        model_id: 'mdl_normal',
        model_version: 1,
        state: 'draft',
        state_kind: 'draft',
        title: 'Ours',
      },
      ...{ priority: 4, raised_by: ada.id, created_at: MORNING, updated_at: MORNING },
    })
    .execute();
  await expect(askForDemo(ctx, asked)).rejects.toThrow('There are changes here already');
});

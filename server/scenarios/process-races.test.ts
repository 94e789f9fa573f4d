import { moveChangeRoute, withdrawVoteRoute } from '@interlock/contract/change-flow.ts';
import { type ChangeDetail, editChangeRoute } from '@interlock/contract/changes.ts';
import { approveManyRoute } from '@interlock/contract/decisions.ts';
import { listNotificationsRoute } from '@interlock/contract/notifications.ts';
import { grantMoveRoute, listOverridesRoute } from '@interlock/contract/overrides.ts';
import { type Route, requestOf } from '@interlock/contract/route.ts';
import { finishTaskRoute } from '@interlock/contract/task-work.ts';
import { expect, test } from 'vitest';
import { addGuardedModel } from '../testing/guarded-model.ts';
import { ballot, show, taskOf } from '../testing/journey.ts';
import { type Answer, approve, type Client, clientOf, move, raise, type Somebody, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const other = await bank.secondServer();
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const mark = await bank.person('Mark Manager', ['change_manager']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const abe = await bank.person('Abe Approver', ['approver'], { approver: true });
const ann = await bank.person('Ann Approver', ['approver'], { approver: true });

const window = { start: '2026-03-02T08:00', end: '2026-03-02T20:00', zone: 'UTC' };
/** The same person at the second server. */
const elsewhere = ({ token }: Somebody): Client => clientOf(other, { token });
function send(by: Client, route: Route, input: Record<string, unknown>): Promise<Answer> {
  const { path, body } = requestOf(route, input);
  return by.send(route.method, path, body);
}
const codes = (answers: readonly Answer[]) =>
  answers.map(({ status, body }) => (status === 200 ? 'done' : String(body['code'])));
/** Each turn the other one is sent first. */
const inTurn = (turn: number, one: () => Promise<Answer>, another: () => Promise<Answer>) =>
  turn % 2 === 0 ? Promise.all([one(), another()]) : Promise.all([another(), one()]).then(([b, a]) => [a, b] as const);

async function asked(over: Record<string, unknown> = {}): Promise<ChangeDetail> {
  return move(carl, await move(rita, await raise(rita, sam, over), 'assess'), 'authorize');
}

test('of a yes taken back and the start of the work one comes through, and no work goes on without the yes', async () => {
  for (let turn = 0; turn < 4; turn++) {
    let change = await approve(ann, await approve(abe, await asked()));
    change = await move(mona, change, 'scheduled', { window });
    const read = { changeId: change.id, version: change.version };
    const roundId = change.rounds[0]?.id ?? '';
    const [taken, begun] = await inTurn(
      turn,
      () => send(elsewhere(ann), withdrawVoteRoute, { ...read, roundId, words: 'I was wrong.' }),
      () => send(sam, moveChangeRoute, { ...read, to: 'implement' }),
    );
    expect(codes([taken, begun]).sort()).toEqual(['changed_meanwhile', 'done']);
    const after = await show(rita, change);
    const stands = after.rounds[0]?.status === 'approved';
    expect([after.state.key, stands]).toEqual(begun.status === 200 ? ['implement', true] : ['authorize', false]);
  }
});

test('what is approved several at once on two servers is counted once for each person', async () => {
  const changes = [await asked(), await asked(), await asked()];
  const items = changes.map(ballot);
  const twice = await Promise.all([abe, elsewhere(abe)].map((by) => by.call(approveManyRoute, { items })));
  for (const [at] of items.entries()) {
    const verdicts = twice.map((answer) => answer.items[at]);
    expect(verdicts.map((one) => one?.done).sort()).toEqual([false, true]);
    expect(verdicts.find((one) => !one?.done)?.code).toMatch(/already_voted|changed_meanwhile/);
  }
  const read = await Promise.all(changes.map((change) => show(ann, change)));
  await Promise.all([
    ann.call(approveManyRoute, { items: read.map(ballot) }),
    elsewhere(abe).call(approveManyRoute, { items: read.map(ballot) }),
  ]);
  for (const change of changes) {
    const { state, rounds } = await show(rita, change);
    expect([state.key, rounds[0]?.asked.map(({ vote }) => vote?.decision)]).toEqual(['build', ['approve', 'approve']]);
  }
});

test('the last task that two finish at once is finished once, and the change manager is told once', async () => {
  for (let turn = 0; turn < 3; turn++) {
    const modelId = await addGuardedModel(bank.database, `mdl_last${turn}`);
    const people = { coordinatorId: carl.id, managerId: mona.id };
    const change = await approve(abe, await move(rita, await raise(rita, sam, { modelId, ...people }), 'ask'));
    const build = await taskOf(sam, change, 'build');
    await sam.call(finishTaskRoute, { taskId: build.id, version: build.version });
    const { id: taskId, version } = await taskOf(carl, change, 'test');
    const answers = await Promise.all(
      [carl, elsewhere(carl), mark].map((by, at) =>
        send(by, finishTaskRoute, { taskId, version, evidence: `Run ${at}` }),
      ),
    );
    expect(codes(answers).filter((code) => code === 'done')).toHaveLength(1);
    expect(codes(answers).filter((code) => code !== 'done')).toEqual([
      expect.stringMatching(/changed_meanwhile|task_over/),
      expect.stringMatching(/changed_meanwhile|task_over/),
    ]);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect(await taskOf(carl, change, 'test')).toMatchObject({ state: 'done', evidence: `Run ${winner}` });
    const told = await mona.call(listNotificationsRoute, {});
    expect(
      told.items.filter(({ kind, about }) => kind === 'build_and_test_done' && about.id === change.id),
    ).toHaveLength(1);
  }
});

test('a yes to a move past a guard that an edit overtakes lets nothing pass', async () => {
  const modelId = await addGuardedModel(bank.database, 'mdl_granted', {
    scheduled: { guards: [] },
    implement: {
      movers: [{ is: 'assignee' }],
      guards: ['backout_ready'],
      enforce: { backout_ready: 'extra_approver' },
    },
  });
  for (let turn = 0; turn < 4; turn++) {
    let change = await approve(abe, await move(rita, await raise(rita, sam, { modelId }), 'ask'));
    change = await move(mona, change, 'scheduled', { window });
    const read = { changeId: change.id, version: change.version };
    const pass = { to: 'implement', guard: 'backout_ready', words: 'I have looked at it.' };
    const [granted, edited] = await inTurn(
      turn,
      () => send(elsewhere(mark), grantMoveRoute, { ...read, ...pass }),
      () => send(carl, editChangeRoute, { ...read, backoutPlan: `Way back ${turn}` }),
    );
    expect(edited.status).toBe(200);
    expect(codes([granted])[0]).toMatch(/done|changed_meanwhile|nothing_to_grant/);
    change = await approve(abe, await show(abe, change));
    change = await move(mona, change, 'scheduled');
    const begin = await send(sam, moveChangeRoute, { changeId: change.id, version: change.version, to: 'implement' });
    expect(codes([begin])).toEqual(['move_refused']);
    expect((await mona.call(listOverridesRoute, { change: change.id })).items).toEqual([]);
  }
});

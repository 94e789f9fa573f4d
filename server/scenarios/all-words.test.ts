import { answerQuestionRoute, askAboutChangeRoute } from '@interlock/contract/change-flow.ts';
import { restrictChangeRoute } from '@interlock/contract/change-people.ts';
import {
  type ChangeDetail,
  commentOnChangeRoute,
  editChangeRoute,
  listChangesRoute,
  raiseChangeRoute,
} from '@interlock/contract/changes.ts';
import { inboxRoute } from '@interlock/contract/inbox.ts';
import { addTaskRoute, editTaskRoute } from '@interlock/contract/task-planning.ts';
import { listChangeGroupsRoute } from '@interlock/contract/views.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { takeInWords } from '../features/change-words/take-in-words.ts';
import { connect } from '../platform/database/db.ts';
import { testCtx } from '../testing/ctx.ts';
import { ballot, cancel, edit, show } from '../testing/journey.ts';
import { runSql } from '../testing/run-sql.ts';
import { approve, move, raise, type Somebody, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
const rita = await bank.person('Rita Requester', ['initiator']);
const carl = await bank.person('Carl Coordinator', ['coordinator']);
const mona = await bank.person('Mona Manager', ['change_manager']);
const sam = await bank.person('Sam Specialist', ['specialist']);
const abe = await bank.person('Abe Approver', ['approver'], { approver: true });
const window = { start: '2026-03-07T22:00', end: '2026-03-08T02:00', zone: 'UTC' };

/** As the clock does each minute. */
async function takenIn(): Promise<void> {
  const db = connect(bank.database.appUrl, { max: 1, onIdleError: () => {} });
  await takeInWords(testCtx(db));
  await db.destroy();
}

const found = async (by: Somebody, q: string, over: Record<string, unknown> = {}) => {
  await takenIn();
  return (await by.call(listChangesRoute, { q, ...over })).items;
};
const numbers = async (by: Somebody, q: string, over: Record<string, unknown> = {}) =>
  (await found(by, q, over)).map(({ number }) => number);

describe('a change is found by what was said of it', () => {
  let closed: ChangeDetail;
  let cancelled: ChangeDetail;
  beforeAll(async () => {
    let change = await raise(rita, sam, {
      ...{ ifNotDone: 'The aardvark fails.', benefit: 'Fewer badgers.', peopleImpacted: 'All capybaras' },
      ...{ implementationPlan: '1. Stop `db-ferret.example.com`\n2. **Upgrade**', testPlan: 'Ask for the gibbon.' },
      ...{
        backoutPlan: 'Bring the hyena back.',
        communicationPlan: 'A mail to the impalas.',
        riskAssessment: 'No jackal.',
      },
      links: [{ url: 'https://wiki.example.org/koala/runbook', label: 'The lemur runbook' }],
      contacts: [{ name: 'Mia Marmot', role: 'On call' }],
    });
    change = await move(rita, change, 'assess');
    await carl.call(commentOnChangeRoute, { changeId: change.id, text: 'Look at the _narwhal_ first.' });
    await carl.call(addTaskRoute, {
      ...{ changeId: change.id, version: change.version, kind: 'implementation', title: 'Feed the ocelot' },
      ...{ description: 'With pangolins.', steps: [{ text: 'Wake the quokka', minutes: 5 }] },
    });
    change = await move(carl, await show(carl, change), 'authorize');
    change = await abe.call(askAboutChangeRoute, { ...ballot(change), words: 'What of the raccoon?' });
    const [asked] = (await rita.call(inboxRoute, {})).items;
    await rita.call(answerQuestionRoute, {
      ...{ changeId: change.id, questionId: asked?.questionId ?? '', words: 'It hides behind the skunk.' },
    });
    change = await approve(abe, change, 'For the tapir.');
    change = await move(mona, change, 'scheduled', { window });
    closed = change;
    cancelled = await cancel(rita, await raise(rita, sam, { title: 'Let it be' }), { words: 'The vole did it.' });
  });

  test.each([
    ['what happens if it is not done', 'aardvark', []],
    ['its benefit', 'badgers', []],
    ['whom it touches', 'capybara', []],
    ['the implementation plan', 'ferret', ['plans']],
    ['a host in a plan', 'db-ferret.example.com', ['plans']],
    ['the beginning of a host in a plan', 'db-ferret.exam', ['plans']],
    ['the test plan', 'gibbon', ['plans']],
    ['the backout plan', 'hyena', ['plans']],
    ['the communication plan', 'impala', ['plans']],
    ['the risk in words', 'jackal', []],
    ['a link', 'wiki.example.org/koala', []],
    ['what a link is called', 'lemur', []],
    ['a contact', 'marmot', []],
    ['a comment', 'narwhal', ['discussion']],
    ['a task', 'ocelot', ['plans']],
    ['what a task says', 'pangolin', ['plans']],
    ['a step of a task', 'quokka', ['plans']],
    ['a question', 'raccoon', ['discussion']],
    ['its answer', 'skunk', ['discussion']],
    ['what a vote says', 'tapir', ['discussion']],
    ['words of several places together', 'ledger tapir hyena', ['plans', 'discussion']],
  ])('by %s', async (_what, q, foundIn) => {
    expect((await found(mona, q)).map((row) => [row.number, row.foundIn])).toEqual([[closed.number, foundIn]]);
  });

  test('by why it was cancelled', async () => {
    expect((await found(mona, 'vole')).map((row) => [row.number, row.foundIn])).toEqual([
      [cancelled.number, ['ending']],
    ]);
  });

  test('and is counted with its group', async () => {
    const { items } = await mona.call(listChangeGroupsRoute, { by: 'state', q: 'hyena' });
    expect(items.map(({ key, count }) => [key, count])).toEqual([['scheduled', 1]]);
  });
});

test('what an edit takes out is no longer found, and what it puts in is', async () => {
  const change = await raise(rita, sam, { backoutPlan: 'Call Zebulon.' });
  expect(await numbers(rita, 'zebulon')).toEqual([change.number]);
  const edited = await edit(rita, change, { backoutPlan: 'Call Zachary.' });
  expect([await numbers(rita, 'zebulon'), await numbers(rita, 'zachary')]).toEqual([[], [change.number]]);
  const assessed = await move(rita, edited, 'assess');
  const { tasks } = await carl.call(addTaskRoute, {
    ...{ changeId: change.id, version: assessed.version, kind: 'implementation', title: 'Call Zoltan' },
    ...{ steps: [{ text: 'Wake Zelda', minutes: 5 }] },
  });
  expect(await numbers(rita, 'zoltan zelda')).toEqual([change.number]);
  const [task] = tasks;
  await carl.call(editTaskRoute, {
    ...{ taskId: task?.id ?? '', version: task?.version ?? 0 },
    ...{ title: 'Call nobody', steps: [] },
  });
  expect([await numbers(rita, 'zoltan'), await numbers(rita, 'zelda')]).toEqual([[], []]);
});

describe('restricted words', () => {
  test('are found by nobody who may not read the change, in whatever part they stand', async () => {
    const change = await raise(rita, sam, {
      ...{ restricted: true, backoutPlan: 'Xerxes', summary: 'Xanthippe', title: 'Mend the hole' },
    });
    await rita.call(commentOnChangeRoute, { changeId: change.id, text: 'Ximenes' });
    for (const word of ['xerxes', 'xanthippe', 'ximenes', 'hole xerxes']) {
      expect(await numbers(rita, word)).toEqual([change.number]);
      expect(await numbers(sam, word)).toEqual([change.number]);
      for (const who of [mona, carl, abe, bank.admin]) {
        for (const sort of ['newest', 'oldest', 'start']) expect(await numbers(who, word, { sort })).toEqual([]);
        expect((await who.call(listChangeGroupsRoute, { by: 'state', q: word })).items).toEqual([]);
      }
    }
  });

  test('are found no more once a change becomes restricted', async () => {
    const change = await raise(rita, sam, { testPlan: 'Yggdrasil' });
    expect(await numbers(mona, 'yggdrasil')).toEqual([change.number]);
    await rita.call(restrictChangeRoute, { changeId: change.id, version: change.version, restricted: true });
    expect(await numbers(mona, 'yggdrasil')).toEqual([]);
  });

  test('whoever only approves finds the words of what asks them, and of nothing else', async () => {
    const other = await raise(rita, sam, { backoutPlan: 'Wolpertinger' });
    expect([await numbers(abe, 'wolpertinger'), await numbers(mona, 'wolpertinger')]).toEqual([[], [other.number]]);
    await move(carl, await move(rita, other, 'assess'), 'authorize');
    expect(await numbers(abe, 'wolpertinger')).toEqual([other.number]);
  });
});

describe('words are found in their other forms', () => {
  const forms = ['migrate', 'migrates', 'migrated', 'migrating', 'migration', 'migrations'];
  let written: ChangeDetail[];
  beforeAll(async () => {
    written = [];
    for (const form of forms) {
      written.push(
        await rita.call(raiseChangeRoute, { modelId: 'mdl_normal', title: `${form} the cluster`, summary: '' }),
      );
    }
  });

  test.each(forms)('%s finds all of them', async (form) => {
    const all = await numbers(mona, `${form} cluster`);
    expect(all.toSorted()).toEqual(written.map(({ number }) => number).toSorted());
  });

  test('those that say it as it was typed come first', async () => {
    expect((await numbers(mona, 'migrations'))[0]).toBe(written[5]?.number);
    expect((await numbers(mona, 'migrates'))[0]).toBe(written[1]?.number);
  });

  test('policies finds policy, and nothing finds what only begins like its stem', async () => {
    const { number } = await raise(rita, sam, { title: 'The retention policy' });
    await raise(rita, sam, { title: 'Postgres on serverless', backoutPlan: 'None' });
    expect(await numbers(mona, 'policies')).toEqual([number]);
    expect(await numbers(mona, 'posting')).toEqual([]);
    expect(await numbers(mona, 'serving')).toEqual([]);
  });

  test('another language is found by the beginning of its words', async () => {
    const { number } = await raise(rita, sam, { backoutPlan: 'Rückbau über die alten Straßenlaternen' });
    expect([await numbers(mona, 'rückb'), await numbers(mona, 'Straßenlaterne')]).toEqual([[number], [number]]);
  });
});

test('own words come first, page by page, and each change once', async () => {
  const made: [string, ChangeDetail][] = [];
  for (const where of ['title', 'plan', 'title', 'plan', 'title']) {
    const over =
      where === 'title' ? { title: 'Tend the orrery', backoutPlan: 'Leave the orrery' } : { backoutPlan: 'Orrery' };
    made.push([where, await raise(rita, sam, over)]);
  }
  await takenIn();
  const of = (where: string) => made.filter(([one]) => one === where).map(([, { number }]) => number);
  for (const sort of ['newest', 'oldest', 'start'] as const) {
    const inOrder = (some: string[]) => (sort === 'newest' ? some.toReversed() : some);
    const wanted = [...inOrder(of('title')), ...inOrder(of('plan'))];
    for (const limit of [1, 2, 3, 4, 5, 6]) {
      const pages: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await mona.call(listChangesRoute, { q: 'orrery', sort, limit, ...(cursor && { cursor }) });
        pages.push(...page.items.map(({ number }) => number));
        cursor = page.next ?? undefined;
      } while (cursor);
      expect(pages, `${sort}, ${limit} at a time`).toEqual(wanted);
    }
  }
});

describe('much text', () => {
  test('as long as a change may be is taken and searched', async () => {
    const long = (sign: string) => Array.from({ length: 5_000 }, (_, n) => `${sign}${n.toString(36)}`).join(' ');
    const wide = Array.from({ length: 25_000 }, (_, n) => String.fromCodePoint(0x20000 + n)).join(' ');
    const change = await raise(rita, sam, {
      ...{ title: 'All there is to say', implementationPlan: `${long('a')} inthefirstplan` },
      ...{ backoutPlan: wide.slice(0, 50_000), testPlan: long('c'), communicationPlan: long('d') },
      ...{ description: wide.slice(0, 50_000) },
    });
    for (let n = 0; n < 12; n++) {
      bank.clock.pass(1);
      await rita.call(commentOnChangeRoute, {
        changeId: change.id,
        text: `${long(`e${n}`).slice(0, 9_000)} comment${n}`,
      });
    }
    expect(await numbers(mona, 'all there is to say')).toEqual([change.number]);
    expect(await numbers(mona, 'inthefirstplan')).toEqual([change.number]);
    expect(await numbers(mona, 'comment11')).toEqual([change.number]);
  });

  test('the last host of a long list is found by its name', async () => {
    const hosts = Array.from({ length: 900 }, (_, n) => `web-${n}.rack.example.com`).join('\n');
    const { number } = await raise(rita, sam, { implementationPlan: hosts });
    expect(await numbers(mona, 'web-899.rack.example.com')).toEqual([number]);
    expect(await numbers(mona, 'web-899.rack')).toEqual([number]);
    expect(await numbers(mona, 'web-900.rack')).toEqual([]);
  });
});

test('what was written before is found once the clock has taken it in, and stays as whoever wrote meanwhile left it', async () => {
  const one = await raise(rita, sam, { backoutPlan: 'Quetzal' });
  const other = await raise(rita, sam, { backoutPlan: 'Quetzal' });
  await runSql(
    bank.database.ownerUrl,
    'delete from change_words',
    'delete from change_words_due',
    'insert into change_words_left select max(number) + 1 from change',
  );
  const before = async (q: string) => (await mona.call(listChangesRoute, { q })).items.map(({ number }) => number);
  expect(await before(one.title)).toContain(one.number);
  await rita.call(editChangeRoute, { changeId: other.id, version: other.version, backoutPlan: 'Resplendent' });
  expect([await numbers(mona, 'quetzal'), await numbers(mona, 'resplendent')]).toEqual([[one.number], [other.number]]);
  expect(
    await runSql(bank.database.ownerUrl, 'select from change_words_left union all select from change_words_due'),
  ).toEqual([]);
});

test('what is written now is found in its change at once, and in its plans from the next minute on', async () => {
  const { number } = await raise(rita, sam, { title: 'Tend the axolotl', backoutPlan: 'Call the salamander' });
  const now = async (q: string) => (await mona.call(listChangesRoute, { q })).items.map((found) => found.number);
  expect(await now('axolotl')).toEqual([number]);
  await takenIn();
  expect(await now('salamander')).toEqual([number]);
});

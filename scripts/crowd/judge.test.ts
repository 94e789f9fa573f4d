import { expect, test } from 'vitest';
import { type Act, type Book, emptyBook } from './book.ts';
import { judge, type Verdict } from './judge.ts';
import type { Stored } from './stored.ts';

const of = 'chg_1';
const moved = (from: string, to: string, version: number): Act => ({
  ...{ did: 'moved', by: 'usr_c', changeId: of },
  ...{ from, to, version },
});
const acts: Act[] = [
  { did: 'raised', by: 'usr_i', changeId: of, number: 'CHG-1' },
  moved('draft', 'assess', 2),
  { did: 'commented', by: 'usr_i', changeId: of, commentId: 'cmt_1', words: 'Seen' },
  moved('assess', 'authorize', 3),
  { did: 'approved', by: 'usr_a', changeId: of, roundId: 'rnd_1', contentHash: 'what was read' },
];
const told = (actor: string, verb: string, mark = '') => ({ actor, verb: `change.${verb}`, object: of, mark });
const events = [
  told('usr_i', 'raised'),
  told('usr_c', 'moved', 'assess'),
  told('usr_i', 'commented', 'cmt_1'),
  told('usr_c', 'moved', 'authorize'),
  told('usr_c', 'round_opened'),
  told('usr_a', 'vote_approved', 'rnd_1'),
  told('usr_a', 'approved'),
];
const vote = { roundId: 'rnd_1', by: 'usr_a', decision: 'approve', contentHash: 'what was read', of };
const comment = { id: 'cmt_1', subject: of, author: 'usr_i', words: 'Seen' };
const change = { id: of, number: 'CHG-1', requester: 'usr_i', state: 'build' };
const round = { id: 'rnd_1', subject: of, status: 'approved', needed: 1, contentHash: 'what was read' };
const asStored: Stored = {
  changes: [change],
  votes: [vote],
  questions: [],
  comments: [comment],
  rounds: [round],
  events,
};

const verdictOn = (stored: Partial<Stored> = {}, done: Act[] = acts): Verdict => {
  const book: Book = { ...emptyBook(), acts: done };
  return judge(book, { ...asStored, ...stored });
};
const without = <T>(list: readonly T[], at: number): T[] => list.filter((_one, nth) => nth !== at);

test('where each act stands once there is nothing to say', () => {
  expect(verdictOn()).toEqual({ lost: [], doubled: [], unasked: [], astray: [] });
});

test.each<[string, Partial<Stored>, Partial<Record<keyof Verdict, number>>]>([
  ['a vote that is gone is lost', { votes: [] }, { lost: 1, astray: 1 }],
  ['a comment that is gone is lost', { comments: [] }, { lost: 1 }],
  ['an act that the audit log does not have is lost', { events: without(events, 2) }, { lost: 1 }],
  ['a comment that stands twice is doubled', { comments: [comment, comment] }, { doubled: 1 }],
  [
    'a vote for other content than was read is lost',
    { votes: [{ ...vote, contentHash: 'x' }] },
    { lost: 1, unasked: 1, astray: 1 },
  ],
  [
    'a change that nobody raised is unasked',
    { changes: [change, { ...change, id: 'chg_2', number: 'CHG-2' }] },
    { unasked: 1, astray: 3 },
  ],
  [
    'an act of a kind that nobody does is unasked',
    { events: [...events, told('usr_c', 'held')] },
    { unasked: 1, astray: 2 },
  ],
  ['a number that two changes have is astray', { changes: [change, change] }, { doubled: 1, astray: 1 }],
  [
    'a change that is elsewhere than it was brought is astray',
    { changes: [{ ...change, state: 'scheduled' }] },
    { astray: 1 },
  ],
  ['a change past approvals that it lacks is astray', { rounds: [{ ...round, needed: 2 }] }, { astray: 1 }],
  ['a change past a round that is still open is astray', { rounds: [{ ...round, status: 'open' }] }, { astray: 1 }],
])('%s', (_name, stored, expected) => {
  const counts = Object.entries(verdictOn(stored)).map(([what, lines]) => [what, lines.length]);
  expect(Object.fromEntries(counts)).toEqual({ lost: 0, doubled: 0, unasked: 0, astray: 0, ...expected });
});

const asAsked: Stored = {
  changes: [{ ...change, state: 'authorize' }],
  votes: [vote, { ...vote, roundId: 'rnd_2', decision: 'reject' }],
  questions: [{ id: 'qst_1', roundId: 'rnd_1', of, by: 'usr_a', words: 'Why?', answeredBy: 'usr_i', answer: 'So' }],
  comments: [],
  rounds: [
    { ...round, status: 'rejected', id: 'rnd_2' },
    { ...round, status: 'voided' },
    { ...round, status: 'open', id: 'rnd_3', contentHash: 'what was edited' },
  ],
  events: [
    told('usr_i', 'raised'),
    told('usr_c', 'moved', 'assess'),
    told('usr_c', 'moved', 'authorize'),
    told('usr_c', 'round_opened'),
    told('usr_a', 'vote_rejected', 'rnd_2'),
    told('usr_a', 'rejected'),
    told('usr_c', 'moved', 'assess'),
    told('usr_c', 'moved', 'authorize'),
    told('usr_c', 'round_opened'),
    told('usr_a', 'question_asked', 'Why?'),
    told('usr_a', 'vote_approved', 'rnd_1'),
    told('usr_i', 'question_answered', 'qst_1'),
    told('usr_a', 'approved'),
    told('usr_c', 'edited'),
    told('usr_c', 'rounds_voided'),
    told('usr_c', 'round_opened'),
  ],
};
const ofIt = { changeId: of };
const asDone: Act[] = [
  { did: 'raised', by: 'usr_i', ...ofIt, number: 'CHG-1' },
  moved('draft', 'assess', 2),
  moved('assess', 'authorize', 3),
  { did: 'rejected', by: 'usr_a', ...ofIt, roundId: 'rnd_2', contentHash: 'what was read' },
  moved('draft', 'assess', 5),
  moved('assess', 'authorize', 6),
  { did: 'asked', by: 'usr_a', ...ofIt, roundId: 'rnd_1', words: 'Why?' },
  { did: 'approved', by: 'usr_a', ...ofIt, roundId: 'rnd_1', contentHash: 'what was read' },
  { did: 'answered', by: 'usr_i', ...ofIt, questionId: 'qst_1', words: 'So' },
  { did: 'edited', by: 'usr_c', ...ofIt, version: 9, testPlan: 'Try it' },
];

test('a no, a question, its answer and an edit stand where they were told', () => {
  const nothing = { lost: [], doubled: [], unasked: [], astray: [] };
  expect(verdictOn(asAsked, asDone)).toEqual(nothing);
});

test.each<[string, Partial<Stored>, keyof Verdict]>([
  [
    'an approval that outlives an edit is astray',
    { rounds: asAsked.rounds.map((one) => (one.status === 'voided' ? { ...one, status: 'approved' } : one)) },
    'astray',
  ],
  [
    'an edit after which nobody was asked anew is astray',
    { events: asAsked.events.filter((_one, nth) => nth !== 15) },
    'astray',
  ],
  [
    'an answer that is gone is lost',
    { questions: asAsked.questions.map((one) => ({ ...one, answeredBy: '' })) },
    'lost',
  ],
  ['a no that is gone is lost', { votes: [vote] }, 'lost'],
])('%s', (_name, stored, what) => {
  expect(verdictOn({ ...asAsked, ...stored }, asDone)[what]).toHaveLength(1);
});

test('moves that stand in another order than people were told are astray', () => {
  const swapped = acts.map((act) => (act.did === 'moved' ? { ...act, version: 5 - act.version } : act));
  expect(verdictOn({}, swapped).astray).toEqual([
    'CHG-1: it was moved to assess authorize, and people were told authorize assess',
  ]);
});

test('an act that nobody was told of is unasked', () => {
  expect(verdictOn({}, without(acts, 2)).unasked).toEqual([
    'comment cmt_1 on chg_1 of usr_i: Seen',
    'commented chg_1 cmt_1 by usr_i',
  ]);
});

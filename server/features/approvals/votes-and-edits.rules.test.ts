import { materialFields } from '@interlock/contract/material.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { covers, leavesOf } from './content.rules.ts';
import { fellBy } from './falling.rules.ts';
import type { Round } from './round.rules.ts';
import type { Window } from './tolerance.rules.ts';

const fields = ['title', 'summary', 'backoutPlan', 'riskLevel', 'window'] as const;
type Field = (typeof fields)[number];
const people = ['ann', 'ben', 'cat'];

const round = fc.record({
  covers: fc.subarray([...fields]),
  tolerance: fc.option(
    fc.record({ sameDay: fc.boolean(), shiftMinutes: fc.constantFrom(0, 45, 120), longer: fc.boolean() }),
  ),
});
/** Somebody votes, or somebody else edits: some fields get new words, the window another place or length. */
const act = fc.oneof(
  fc.record({ is: fc.constant('vote' as const), round: fc.nat(2), by: fc.constantFrom(...people) }),
  fc.record({
    is: fc.constant('edit' as const),
    fields: fc.subarray([...fields], { minLength: 1, maxLength: 2 }),
    start: fc.constantFrom(-200, -45, 0, 0, 30, 45, 100),
    length: fc.constantFrom(60, 60, 90, 120),
  }),
);

const local = (minutes: number) => new Date(Date.UTC(2026, 2, 5, 12, minutes)).toISOString().slice(0, 16);
const windowAt = (start: number, length: number): Window => ({
  start: local(start),
  end: local(start + length),
  zone: 'UTC',
});
const time = (at: string) => Date.parse(`${at}Z`) / 60_000;

type Content = Record<Exclude<Field, 'window'>, number> & { window: Window };
type Standing = { round: Round; seen: Map<string, Content> };

const fresh = (bare: Round, window: Window): Standing => ({
  round: { ...bare, votes: [], windowFrom: window, linked: {} },
  seen: new Map(),
});

function voted({ round: asked, seen }: Standing, by: string, content: Content): Standing {
  if (seen.has(by)) return { round: asked, seen };
  const cast = {
    id: `vot_${by}`,
    personId: by,
    castBy: { id: by, name: by, active: true },
    decision: 'approve',
  } as const;
  const vote = { ...cast, comment: '', at: new Date(0), sawWindow: content.window };
  return { round: { ...asked, votes: [...asked.votes, vote] }, seen: new Map(seen).set(by, content) };
}

/** Whether a round answers for a field, worked out from what the rounds name and not as the program does. */
const answersFor = (own: readonly string[], all: readonly (readonly string[])[], field: string): boolean =>
  own.length === 0 || own.includes(field) || !all.some((names) => names.includes(field));

function mustBeWithin({ tolerance }: Round, seen: Window, now: Window): void {
  const longer = time(now.end) - time(now.start) - (time(seen.end) - time(seen.start));
  expect(Math.abs(time(now.start) - time(seen.start))).toBeLessThanOrEqual(tolerance?.shiftMinutes ?? 0);
  expect(longer).toBeLessThanOrEqual(tolerance?.longer ? tolerance.shiftMinutes : 0);
  if (tolerance === null || tolerance.sameDay) expect(now.start.slice(0, 10)).toBe(seen.start.slice(0, 10));
}

test('whatever is edited in whatever order, no vote outlives what it covers, and none falls by what others answer for', () => {
  const seen = { kept: 0, fell: 0, moved: 0 };
  fc.assert(
    fc.property(
      fc.array(round, { minLength: 2, maxLength: 3 }),
      fc.array(act, { minLength: 10, maxLength: 30 }),
      (definitions, acts) => {
        let content: Content = { title: 0, summary: 0, backoutPlan: 0, riskLevel: 0, window: windowAt(0, 60) };
        const named = definitions.map((one) => one.covers);
        let standing = definitions.map((definition) => {
          const leaves = leavesOf(definition, definitions);
          const bare = { leaves, tolerance: definition.tolerance, status: 'open', imported: false };
          return fresh(bare as unknown as Round, content.window);
        });
        for (const [at, one] of acts.entries()) {
          if (one.is === 'vote') {
            const which = one.round % standing.length;
            standing = standing.map((asked, index) => (index === which ? voted(asked, one.by, content) : asked));
            continue;
          }
          const window = one.fields.includes('window') ? windowAt(one.start, one.length) : content.window;
          const words = Object.fromEntries(
            one.fields.filter((field) => field !== 'window').map((field) => [field, at + 1]),
          );
          content = { ...content, ...words, window };
          const edit = { fields: one.fields, window, newlyTied: [], editor: 'rita' };
          standing = standing.map((asked, index) => {
            const touched = one.fields.filter((field) => answersFor(named[index] ?? [], named, field));
            const fell = fellBy(asked.round, edit);
            if (touched.length === 0) expect(fell).toEqual([]);
            if (touched.some((field) => field !== 'window')) expect(fell).not.toEqual([]);
            seen.fell += fell.length > 0 && asked.seen.size > 0 ? 1 : 0;
            return fell.length > 0 ? fresh(asked.round, window) : asked;
          });
          for (const [index, { round: asked, seen: votes }] of standing.entries()) {
            for (const then of votes.values()) {
              seen.kept += 1;
              for (const field of fields) {
                if (field === 'window' || !answersFor(named[index] ?? [], named, field)) continue;
                expect([field, content[field]]).toEqual([field, then[field]]);
              }
              if (!answersFor(named[index] ?? [], named, 'window') || then.window === content.window) continue;
              mustBeWithin(asked, then.window, content.window);
              seen.moved += 1;
            }
          }
        }
      },
    ),
    { numRuns: 300, seed: 20260302 },
  );
  // Edits that meet no votes would prove nothing.
  expect(Object.values(seen).every((count) => count > 50)).toBe(true);
});

test('every field that approvers decide on is answered for by some round, whatever the rounds name', () => {
  fc.assert(
    fc.property(fc.array(fc.subarray([...materialFields]), { minLength: 1, maxLength: 4 }), (named) => {
      const rounds = named.map((names) => ({ covers: names }));
      const left = rounds.map((one) => leavesOf(one, rounds));
      for (const field of materialFields) expect(left.some((leaves) => covers({ leaves }, field))).toBe(true);
    }),
  );
});

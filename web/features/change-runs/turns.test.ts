import type { RunTask } from '@interlock/contract/change-runs.ts';
import { describe, expect, test } from 'vitest';
import { countdown } from '../run-clock/countdown.ts';
import { kept } from '../run-clock/heard.ts';
import { lineOf, progressOf, turnsOf } from './turns.ts';

const task = (title: string, over: Partial<RunTask>) =>
  ({ title, kind: 'implementation', state: 'open', may: [], steps: [], ...over }) as unknown as RunTask;
const steps = (...states: ('open' | 'done' | 'skipped')[]) =>
  states.map((state, at) => ({ id: `stp_${at}`, text: `Step ${at}`, state })) as unknown as RunTask['steps'];

describe('one step at a time', () => {
  test('shows first whose turn it is and who can do it', () => {
    const tasks = [
      task('over', { state: 'done' }),
      task('theirs', {}),
      task('mine', { may: ['start'] }),
      task('later', { state: 'pending' }),
      task('back', { kind: 'backout', state: 'open' }),
    ];
    expect(turnsOf({ tasks }, false).map(({ title }) => title)).toEqual(['mine', 'theirs']);
    expect(turnsOf({ tasks }, true).map(({ title }) => title)).toEqual(['back']);
  });

  test('shows the first line that is still open', () => {
    expect(lineOf({ steps: steps('done', 'skipped', 'open', 'open') })).toMatchObject({ place: 3, of: 4 });
    expect(lineOf({ steps: steps('done') })).toBeUndefined();
  });

  test('counts lines, a task without any as one, and nothing that was called off', () => {
    const tasks = [
      task('a', { steps: steps('done', 'open') }),
      task('b', { state: 'done' }),
      task('c', { state: 'cancelled', steps: steps('open') }),
    ];
    expect(progressOf(tasks)).toEqual({ done: 2, all: 3 });
  });
});

test.each([
  [65_000, '1:05'],
  [3_849_000, '1:04:09'],
  [-65_000, '−1:05'],
  [0, '0:00'],
])('%i ms count down as %s', (ms, words) => {
  expect(countdown(ms)).toBe(words);
});

describe('what is heard of a run', () => {
  const run = { change: { number: 'CHG-1' } } as never;
  const answer = (at: string, over: object) => ({ at, stamp: 'b', run: null, ...over });

  test('is kept where nothing is new, as of now', () => {
    const before = kept(undefined, answer('2026-03-02T22:00:00Z', { run, stamp: 'a' }), 0);
    expect(kept(before, answer('2026-03-02T22:00:02Z', { stamp: 'a' }), 0)).toMatchObject({
      run,
      at: Date.parse('2026-03-02T22:00:02Z'),
    });
  });

  test('is never replaced by what is older and came later', () => {
    const newer = kept(undefined, answer('2026-03-02T22:00:02Z', { run }), 0);
    expect(kept(newer, answer('2026-03-02T22:00:00Z', { run: { old: true } }), 0)).toBe(newer);
  });
});

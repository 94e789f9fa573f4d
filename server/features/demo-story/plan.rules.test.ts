import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { instantOf } from '../../platform/time.ts';
import { spanOf, type Window } from './almanac.rules.ts';
import { type Beat, planOf } from './plan.rules.ts';

const zone = 'Europe/Amsterdam';
const now = new Date('2026-11-26T14:20:37Z');
const plan = (over: Partial<Parameters<typeof planOf>[0]> = {}) =>
  planOf({ seed: 'interlock', now, zone, months: 12, ...over });
const hash = (beats: readonly Beat[]) =>
  createHash('sha256')
    .update(JSON.stringify(beats.map(({ story: _, ...beat }) => beat)))
    .digest('hex');

const year = plan();
const stories = [...Map.groupBy(year, ({ story }) => story).values()];
const acts = <D extends Beat['act']['does']>(beats: readonly Beat[], does: D) =>
  beats.flatMap(({ at, by, act }) =>
    act.does === does ? [{ at, by, act: act as Extract<Beat['act'], { does: D }> }] : [],
  );
const moveTo = (beats: readonly Beat[], to: string) => acts(beats, 'move').find(({ act }) => act.to === to);

describe('the plan of the demo', () => {
  test('is the same for the same seed and moment, and another for another seed', () => {
    expect(hash(plan())).toBe(hash(year));
    expect(hash(plan({ now: new Date('2026-11-26T14:20:59Z') }))).toBe(hash(year));
    expect(hash(plan({ seed: 'another' }))).not.toBe(hash(year));
  });

  test('tells the same history all day, and a day later the same from that day', () => {
    const midnight = instantOf('2026-11-26T00:00', zone);
    const closed = (beats: Beat[]) => {
      const over = [...Map.groupBy(beats, ({ story }) => story).values()].filter((story) =>
        story.some(({ at, act }) => act.does === 'move' && act.to === 'closed' && at < midnight),
      );
      return hash(over.flat().filter(({ at }) => at < midnight));
    };
    expect(closed(plan({ now: new Date('2026-11-26T06:05:00Z') }))).toBe(
      closed(plan({ now: new Date('2026-11-26T22:30:00Z') })),
    );
  });

  test('has between 250 and 500 changes of every model, and nothing of it lies ahead', () => {
    expect(stories.length).toBeGreaterThan(250);
    expect(stories.length).toBeLessThan(500);
    expect(new Set(acts(year, 'raise').map(({ act }) => act.model))).toEqual(
      new Set(['normal', 'emergency', 'retrospective']),
    );
    expect(acts(year, 'raise_standard').length).toBeGreaterThan(100);
    expect(year.filter(({ at }) => at > now)).toEqual([]);
  });

  test('is in the order of time, in the whole and in each of its stories', () => {
    const ordered = (beats: readonly Beat[]) =>
      beats.every(({ at }, nth) => nth === 0 || at >= (beats[nth - 1]?.at ?? at));
    expect(ordered(year)).toBe(true);
    for (const story of stories) expect(story[0]?.act.does).toMatch(/^(raise|raise_standard|plan_recurring)$/);
  });

  test('lets every kind of end happen, and each seldom thing at least once', () => {
    const closed = acts(year, 'move').flatMap(({ act }) => (act.to === 'closed' ? [act.given?.closureCode] : []));
    expect(new Set(closed)).toEqual(new Set(['successful', 'with_issues', 'failed', 'backed_out']));
    const seldom = [
      'miss_window',
      'watch_run',
      'ask_time',
      'grant_time',
      'ask',
      'answer',
      'cancel',
      'back_out',
      'hold',
      'plan_recurring',
      'incident',
      'confirm_incident',
      'dismiss_incident',
      'answer_review',
      'lesson',
      'improve',
      'announce',
      'add_to_draft',
      'postpone',
      'look_at_announcements',
    ];
    expect(seldom.filter((does) => !year.some(({ act }) => act.does === does))).toEqual([]);
  });
});

describe('what somebody finds on a list of it', () => {
  test('are moves past a guard with a reason: a few in the year, one of these days, and none without words', () => {
    const passed = acts(year, 'move').filter(({ act }) => act.given?.justifications);
    expect(passed.length).toBeGreaterThan(4);
    expect(passed.length).toBeLessThan(stories.length / 10);
    expect(new Set(passed.flatMap(({ act }) => Object.keys(act.given?.justifications ?? {})))).toEqual(
      new Set(['backout_ready', 'test_evidence']),
    );
    expect(passed.some(({ at }) => now.getTime() - at.getTime() < 7 * 24 * 3600_000)).toBe(true);
  });

  test('are improvements of which most that are open are not due yet', () => {
    const lessons = stories.flatMap((story) => {
      const [lesson] = acts(story, 'lesson');
      const ends = acts(story, 'improve').some(({ act }) => act.state !== 'in_progress');
      return lesson ? [{ dueOn: lesson.act.dueOn, ends }] : [];
    });
    const open = lessons.filter(({ ends }) => !ends).map(({ dueOn }) => dueOn > now.toISOString());
    expect(open.length).toBeGreaterThan(2);
    expect(open.filter((isAhead) => isAhead).length).toBeGreaterThan(open.length / 2);
    expect(lessons.length - open.length).toBeGreaterThan(open.length);
  });
});

describe('each planned change', () => {
  const done = stories.filter(
    (story) => acts(story, 'raise').some(({ act }) => act.model === 'normal') && moveTo(story, 'implement'),
  );

  test('is approved before it is scheduled, and scheduled before its window', () => {
    expect(done.length).toBeGreaterThan(80);
    for (const story of done) {
      const scheduled = moveTo(story, 'scheduled');
      const window = scheduled?.act.given?.window as Window;
      const votes = acts(story, 'vote').map(({ at }) => at.getTime());
      expect(Math.max(...votes)).toBeLessThan(scheduled?.at.getTime() ?? 0);
      expect(scheduled?.at.getTime()).toBeLessThan(spanOf(window).start.getTime());
    }
  });

  test('begins in its window, and ends there unless it is told to be late', () => {
    for (const story of done) {
      const { start, end } = spanOf(moveTo(story, 'scheduled')?.act.given?.window as Window);
      const began = moveTo(story, 'implement')?.at ?? now;
      const ended = moveTo(story, 'review')?.at;
      expect(began.getTime()).toBeGreaterThanOrEqual(start.getTime());
      expect(began.getTime()).toBeLessThan(end.getTime());
      if (!ended) continue;
      expect(ended.getTime()).toBeGreaterThan(began.getTime());
      const late = acts(story, 'watch_run').length + acts(story, 'ask_time').length > 0;
      expect(ended > end).toBe(late);
    }
  });
});

test.each([
  '2026-03-29T01:30:00Z',
  '2026-10-25T00:30:00Z',
  '2027-01-01T00:00:30Z',
  '2026-02-28T23:59:00Z',
  '2026-11-29T03:00:00Z',
])('a plan can be made at %s, in any zone', (at) => {
  for (const zone of ['UTC', 'Pacific/Auckland', 'America/Los_Angeles', 'Asia/Kathmandu']) {
    const beats = plan({ now: new Date(at), zone, months: 2 });
    expect(beats.length).toBeGreaterThan(300);
    expect(beats.every((beat, nth) => nth === 0 || beat.at >= (beats[nth - 1]?.at ?? beat.at))).toBe(true);
  }
});

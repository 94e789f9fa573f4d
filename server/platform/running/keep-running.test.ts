import { expect, test } from 'vitest';
import { keepRunning, LONGEST_PAUSE_MS, LOOK_MS } from './keep-running.ts';

/** Runs until `turns` waits are over and says what was waited for and when a restart was tried, in order. */
async function storyOf(turns: number, runsAt: (turn: number) => boolean, restart: () => Promise<void>) {
  const story: (number | 'restart')[] = [];
  const failures: unknown[] = [];
  let turn = 0;
  const done = Promise.withResolvers<void>();
  const kept = keepRunning({
    isRunning: () => runsAt(turn),
    restart: () => {
      story.push('restart');
      return restart();
    },
    failed: (error) => failures.push(error),
    wait: async (ms, signal) => {
      if (++turn > turns) {
        done.resolve();
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        return;
      }
      story.push(ms);
    },
  });
  await done.promise;
  await kept.stop();
  return { story, failures };
}

const works = async () => {};
const fails = async () => {
  throw new Error('the disk is full');
};

test('what runs is left alone', async () => {
  expect(await storyOf(3, () => true, works)).toEqual({ story: [LOOK_MS, LOOK_MS, LOOK_MS], failures: [] });
});

test('what ended is started at once, and then after ever longer pauses up to the longest', async () => {
  const { story, failures } = await storyOf(15, () => false, fails);
  const pauses = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000];
  expect(story).toEqual([LOOK_MS, 'restart', ...pauses.flatMap((ms) => [LOOK_MS, ms, 'restart'])]);
  expect(failures[0]).toEqual(new Error('the disk is full'));
});

test('what ends again soon is not started again at once; what lasted is', async () => {
  const soon = await storyOf(4, (turn) => turn === 2, works);
  expect(soon.story).toEqual([LOOK_MS, 'restart', LOOK_MS, LOOK_MS, LOOK_MS, 'restart']);
  const steady = LONGEST_PAUSE_MS / LOOK_MS;
  const later = await storyOf(steady + 2, (turn) => turn > 1 && turn < steady + 2, works);
  expect(later.story.slice(-3)).toEqual([LOOK_MS, LOOK_MS, 'restart']);
});

test('a stop waits for the try that is under way, and none follows', async () => {
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  let tries = 0;
  const kept = keepRunning({
    isRunning: () => false,
    restart: () => {
      tries++;
      begun.resolve();
      return end.promise;
    },
    failed: () => {},
    wait: async () => {},
  });
  await begun.promise;
  let stopped = false;
  const stop = kept.stop().then(() => {
    stopped = true;
  });
  await Promise.resolve();
  expect(stopped).toBe(false);
  end.resolve();
  await stop;
  expect(tries).toBe(1);
});

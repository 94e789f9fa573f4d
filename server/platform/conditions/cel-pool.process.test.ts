import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';

/** Asks one condition that goes through its list, once to begin with and once more after it has said so. */
const asks = (condition: string, length: number) => `
  import { celPool } from ${JSON.stringify(new URL('./cel-pool.ts', import.meta.url).href)};
  const ask = celPool({ change: { list: 'list<string>' } });
  const list = Array.from({ length: ${length} }, (_none, at) => 'x' + at);
  await ask({ sources: ['change.list.size() > 0'], given: { change: { list: ['x'] } } });
  console.log('asked');
  console.log(JSON.stringify(await ask({ sources: [${JSON.stringify(condition)}, 'true'], given: { change: { list } } })));
  process.exit();
`;

/** `meanwhile` begins when it asks and stops at the signal. */
async function answersOf(script: string, meanwhile: (child: ReturnType<typeof spawn>, over: AbortSignal) => unknown) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const over = new AbortController();
  let said = '';
  child.stdout.on('data', (piece) => {
    if (said === '') void meanwhile(child, over.signal);
    said += piece;
  });
  await new Promise((done) => child.once('close', done));
  over.abort();
  return JSON.parse(said.split('\n')[1] ?? 'null');
}

test('a condition that takes the processor for too long does not hold, and the next one is asked', async () => {
  const endless = 'change.list.all(a, change.list.all(b, change.list.all(c, a + b + c != "x")))';
  expect(await answersOf(asks(endless, 1_000), () => {})).toEqual([
    { holds: false, problem: 'it took longer than 250 milliseconds' },
    { holds: true },
  ]);
});

test('a condition whose thread has to wait for its turn is given the time that it takes', async () => {
  const some = 'change.list.all(a, change.list.all(b, a != b + "y"))';
  const slow = async (child: ReturnType<typeof spawn>, over: AbortSignal) => {
    while (!over.aborted) {
      child.kill('SIGSTOP');
      await delay(190);
      child.kill('SIGCONT');
      await delay(5);
    }
  };
  expect(await answersOf(asks(some, 450), slow)).toEqual([{ holds: true }, { holds: true }]);
});

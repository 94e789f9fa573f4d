import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventually } from './processes.ts';

const lines = new URL('./lines.ts', import.meta.url).href;
/** Looks at its output first, as the server does; then it writes far more than anything takes, and says that it lives. */
const program = `
  import { linesInto } from ${JSON.stringify(lines)};
  process.stdout.isTTY;
  const out = linesInto(1, (count) => count + ' lost\\n');
  for (let at = 0; at < 40_000; at++) out.write('line ' + String(at).padStart(90, '0') + '\\n');
  process.send('wrote');
  process.on('message', () => process.exit(0));
`;

function writer(stdout: 'pipe' | number) {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program], {
    stdio: ['ignore', stdout, 'inherit', 'ipc'],
  });
  return { child, wrote: once(child, 'message'), ended: once(child, 'close') };
}

test('lines for a reader that is stuck hold nobody up; once it reads, it gets them in order and hears how many were lost', async () => {
  const { child, wrote, ended } = writer('pipe');
  await wrote;
  let text = '';
  child.stdout?.on('data', (part) => (text += part));
  expect(await eventually(() => text.endsWith('lost\n'), 20_000)).toBe(true);
  const got = text.trimEnd().split('\n');
  const lost = Number(got.pop()?.split(' ')[0]);
  expect(got.map((line) => Number(line.split(' ')[1]))).toEqual(Array.from({ length: 40_000 - lost }, (_, at) => at));
  expect(lost).toBeGreaterThan(1_000);
  child.send('end');
  expect(await ended).toEqual([0, null]);
});

test('lines for a full disk end nothing', async () => {
  const full = openSync('/dev/full', 'w');
  const { child, wrote, ended } = writer(full);
  closeSync(full);
  await wrote;
  child.send('end');
  expect(await ended).toEqual([0, null]);
});

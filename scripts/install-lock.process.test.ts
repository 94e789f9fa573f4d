import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync('/tmp/interlock-lock-');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A launcher of this clone that takes the lock and does a step. */
function launcher(step: string): ChildProcess {
  const program = `
    import { appendFileSync } from 'node:fs';
    import { setTimeout as pause } from 'node:timers/promises';
    import { holdLock } from ${JSON.stringify(new URL('./install-lock.mjs', import.meta.url).href)};
    const write = (word) => appendFileSync(${JSON.stringify(join(folder, 'steps'))}, word + '\\n');
    const lock = await holdLock(${JSON.stringify(folder)}, () => console.log('waiting'));
    ${step}`;
  return spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
}

const steps = () => readFileSync(join(folder, 'steps'), 'utf8').trim().split('\n');
const inTurn = `write('begin'); await pause(20); write('end'); lock.release();`;

test('of many launchers at once, one after the other does its step', async () => {
  const all = Array.from({ length: 5 }, () => once(launcher(inTurn), 'exit'));
  expect(await Promise.all(all)).toEqual(Array.from({ length: 5 }, () => [0, null]));
  expect(steps()).toEqual(Array.from({ length: 5 }, () => ['begin', 'end']).flat());
  expect(existsSync(join(folder, 'install.lock'))).toBe(false);
});

test('a launcher killed in its step does not block those who come after', async () => {
  const killed = launcher(`write('killed'); console.log('in'); await pause(60_000);`);
  if (killed.stdout) await once(killed.stdout, 'data');
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  await Promise.all([once(launcher(inTurn), 'exit'), once(launcher(inTurn), 'exit')]);
  expect(steps()).toEqual(['killed', 'begin', 'end', 'begin', 'end']);
});

test('the lock holds while an npm outlives its killed launcher', async () => {
  const npm = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 60_000)'], { stdio: 'ignore' });
  const killed = launcher(`lock.alsoHeldBy(${npm.pid}); console.log('in'); await pause(60_000);`);
  if (killed.stdout) await once(killed.stdout, 'data');
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const next = launcher(inTurn);
  if (next.stdout) expect(String(await once(next.stdout, 'data'))).toContain('waiting');
  expect(existsSync(join(folder, 'steps'))).toBe(false);
  npm.kill('SIGKILL');
  expect(await once(next, 'exit')).toEqual([0, null]);
  expect(steps()).toEqual(['begin', 'end']);
});

test('a number given out again to another program does not hold the lock', async () => {
  writeFileSync(join(folder, 'install.lock'), `${process.pid} 1`);
  expect(await once(launcher(inTurn), 'exit')).toEqual([0, null]);
});

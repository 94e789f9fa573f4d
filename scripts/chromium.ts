import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { root } from './programs.ts';

const usual = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(
  (name) => `/usr/bin/${name}`,
);

/** A Chromium that runs: one that is there, else Debian's when we may install it, else Playwright's own. */
export function bringChromium(): string {
  const named = process.env['CHROMIUM'];
  if (named && runs(named)) return named;
  if (named) throw new Error(`CHROMIUM names ${named}, which does not run.`);
  const there = findChromium();
  if (there) return there;
  for (const bring of [bringDebians, bringPlaywrights]) {
    bring();
    const brought = findChromium();
    if (brought) return brought;
  }
  throw new Error(
    'The browser tests need Chromium and it could not be brought: install it (on Debian `apt-get install chromium`) or name one in CHROMIUM.',
  );
}

function findChromium(): string | undefined {
  return [...usual, chromium.executablePath()].find(runs);
}

function runs(program: string): boolean {
  return existsSync(program) && spawnSync(program, ['--no-sandbox', '--version'], { stdio: 'ignore' }).status === 0;
}

function bringDebians(): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.log('Installing the package chromium for the browser tests');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) => spawnSync('/usr/bin/apt-get', ['-qq', ...args], { env, stdio: ['ignore', 2, 2] });
  apt('update');
  apt('install', '--yes', '--no-install-recommends', 'chromium');
}

function bringPlaywrights(): void {
  console.log('Bringing a Chromium for the browser tests');
  const cli = join(root, 'node_modules', 'playwright-core', 'cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: ['ignore', 2, 2] });
}

// Times how long a new user takes from `npm start` to an overview with changes on it: a real start on an empty folder, a browser
// that sets up with the demo, and what is then on the screen. Ends with 1 where that takes longer than five minutes.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { bringChromium } from './chromium.ts';
import { root } from './programs.ts';
import { makeRunFolder } from './run-folder.ts';

const MOST_SECONDS = 300;
const PASSWORD = 'a look around for the first time';

const begun = performance.now();
const since = () => (performance.now() - begun) / 1000;
const told: [string, number][] = [];
const note = (what: string) => {
  told.push([what, since()]);
  console.log(`${since().toFixed(1).padStart(6)} s  ${what}`);
};

async function started(child: ChildProcess): Promise<string> {
  let said = '';
  const link = () => /Set it up here[^:]*: (\S+)/.exec(said)?.[1];
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8');
  child.stderr?.on('data', (text: string) => {
    said += text;
  });
  for await (const text of child.stdout ?? []) {
    said += text;
    const found = link();
    if (found) return found;
  }
  throw new Error(`It did not start:\n${said}`);
}

async function setUp(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Organisation', { exact: true }).fill('Example Bank');
  await page.getByLabel('Your name').fill('Ada Administrator');
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('Password').fill(PASSWORD);
  note('the set-up form is filled in');
  await page.getByRole('button', { name: 'Begin with a demo' }).click();
  await page.getByText('A year is being played').waitFor({ timeout: 30_000 });
  note('the overview shows that a year is being played');
}

async function look(browser: Browser, link: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  await setUp(page, link);
  await page.getByText('The demo is there.').waitFor({ timeout: MOST_SECONDS * 1000 });
  await page.getByText('being carried out').waitFor();
  note('the overview shows the changes of the demo');
  await page.getByRole('link', { name: 'Changes', exact: true }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Changes' }).waitFor();
  await page
    .getByText(/^CHG-\d+$/)
    .first()
    .waitFor();
  note('the list shows them one by one');
}

const folder = makeRunFolder();
const env = { ...folder.env, INTERLOCK_DATA: join(folder.path, 'data'), PORT: '0', LOG_LEVEL: 'error' };
const child = spawn('npm', ['start', '--silent'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
try {
  const link = await started(child);
  note('npm start has printed the link');
  const browser = await chromium.launch({ executablePath: bringChromium(), args: ['--no-sandbox'] });
  try {
    await look(browser, link);
  } finally {
    await browser.close();
  }
} finally {
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  await ended;
  await folder.remove();
}
if (since() > MOST_SECONDS) process.exitCode = 1;

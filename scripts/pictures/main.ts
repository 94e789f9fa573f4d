// Makes the pictures of the documentation: a real server on an empty folder, a small organisation, and a browser.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { startServer } from '../bench/server.ts';
import { bringChromium } from '../chromium.ts';
import { root } from '../programs.ts';
import { type Actor, PASSWORD } from './client.ts';
import { makeOrganisation, type Organisation } from './organisation.ts';
import { shrink } from './shrink.ts';

const folder = join(root, 'docs', 'pictures');
const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

type Theme = 'light' | 'dark';
type Picture = { name: string; who: keyof Organisation & ('ada' | 'carla' | 'ben'); path: string; on?: 'phone' };

const picturesOf = ({ ledger }: Organisation): Picture[] => [
  { name: 'change', who: 'carla', path: `/changes/${ledger.number}` },
  { name: 'inbox', who: 'carla', path: '/inbox' },
  { name: 'changes', who: 'ada', path: '/changes' },
  { name: 'audit', who: 'ada', path: `/audit?object=${ledger.number}` },
  { name: 'approval-phone', who: 'ben', path: `/changes/${ledger.number}`, on: 'phone' },
];

async function signIn(browser: Browser, address: string, who: Actor, theme: Theme, on?: 'phone'): Promise<Page> {
  const context = await browser.newContext({
    ...(on === 'phone' ? phone : desk),
    baseURL: address,
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
  });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(who.email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/inbox');
  return page;
}

async function take(browser: Browser, address: string, organisation: Organisation, theme: Theme): Promise<void> {
  for (const { name, who, path, on } of picturesOf(organisation)) {
    const page = await signIn(browser, address, organisation[who], theme, on);
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.waitForLoadState('networkidle');
    await page.evaluate('document.fonts.ready');
    const picture = shrink(await page.screenshot());
    writeFileSync(join(folder, `${name}-${theme}.png`), picture);
    console.log(`docs/pictures/${name}-${theme}.png  ${Math.round(picture.length / 1024)} kB`);
    await page.context().close();
  }
}

const home = mkdtempSync(join(tmpdir(), 'interlock-pictures-'));
chmodSync(home, 0o711);
mkdirSync(folder, { recursive: true });
const server = await startServer(join(home, 'data'));
try {
  const organisation = await makeOrganisation(server.address, server.setUpSecret);
  const browser = await chromium.launch({ executablePath: bringChromium(), args: ['--no-sandbox'] });
  try {
    await take(browser, server.address, organisation, 'light');
    await take(browser, server.address, organisation, 'dark');
  } finally {
    await browser.close();
  }
} finally {
  await server.stop();
  rmSync(home, { recursive: true, force: true });
}

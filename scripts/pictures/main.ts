// Makes the pictures of the documentation: real servers on empty folders, a small organisation, the demo, and a browser.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { startServer } from '../bench/server.ts';
import { bringChromium } from '../chromium.ts';
import { root } from '../programs.ts';
import { type Actor, PASSWORD } from './client.ts';
import { makeDemoHouse } from './demo-house.ts';
import { makeOrganisation } from './organisation.ts';
import { demoShots, frontShots, guideShots, type Shot } from './shots.ts';

const folder = join(root, 'docs', 'pictures');
/** Given parts of names, only those pictures are taken. */
const only = process.argv.slice(2);
const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
const tall: BrowserContextOptions = { viewport: { width: 1440, height: 1240 } };
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};
const screens = { desk, tall, phone };

type Theme = 'light' | 'dark';

async function signIn(
  browser: Browser,
  address: string,
  who: Actor,
  theme: Theme,
  on: keyof typeof screens,
): Promise<Page> {
  const context = await browser.newContext({
    bypassCSP: true,
    ...screens[on],
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
  await page.waitForURL(({ pathname }) => pathname === '/');
  return page;
}

/** A page with few colours is a third of the size as WebP, and looks the same. */
async function webp(page: Page): Promise<Buffer> {
  const browser = await page.context().newCDPSession(page);
  const { data } = await browser.send('Page.captureScreenshot', { format: 'webp', quality: 88 });
  return Buffer.from(data, 'base64');
}

/** Nothing is on its way any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(
    `![...document.querySelectorAll('[role=status]')].some((it) => it.textContent === 'Loading…')`,
  );
}

type Asked = { shot: Omit<Shot<string>, 'who'>; who: Actor; theme: Theme; name: string };

async function take({ browser, address }: Studio, { shot, who, theme, name }: Asked) {
  if (only.length > 0 && !only.some((part) => name.includes(part))) return;
  const page = await signIn(browser, address, who, theme, shot.on ?? 'desk');
  await page.goto(shot.path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await settled(page);
  await shot.open?.(page);
  await settled(page);
  await page.evaluate('document.fonts.ready');
  // Every page of a demo says at its top that it is one.
  await page.evaluate(`document.querySelector('section[aria-label="For administrators"]')?.remove()`);
  const picture = await webp(page);
  writeFileSync(join(folder, `${name}.webp`), picture);
  console.log(`docs/pictures/${name}.webp  ${Math.round(picture.length / 1024)} kB`);
  await page.context().close();
}

type Studio = { browser: Browser; address: string };

async function takeBank(studio: Studio, setUpSecret: string): Promise<void> {
  const bank = await makeOrganisation(studio.address, setUpSecret);
  for (const shot of frontShots(bank)) {
    for (const theme of ['light', 'dark'] as const) {
      await take(studio, { shot, who: bank[shot.who], theme, name: `${shot.name}-${theme}` });
    }
  }
  for (const shot of guideShots(bank)) {
    await take(studio, { shot, who: bank[shot.who], theme: 'light', name: `guide-${shot.name}` });
  }
}

async function takeDemo(studio: Studio, setUpSecret: string): Promise<void> {
  const house = await makeDemoHouse(studio.address, setUpSecret);
  for (const shot of demoShots(house)) {
    await take(studio, { shot, who: house[shot.who], theme: 'light', name: `guide-${shot.name}` });
  }
}

/** A server on an empty folder, for as long as pictures of it are taken. */
async function onServer(browser: Browser, work: (studio: Studio, setUpSecret: string) => Promise<void>): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'interlock-pictures-'));
  chmodSync(home, 0o711);
  const server = await startServer(join(home, 'data'));
  try {
    await work({ browser, address: server.address }, server.setUpSecret);
  } finally {
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: bringChromium(),
  args: ['--no-sandbox'],
  // Fields for dates follow the machine.
  env: { ...process.env, LANGUAGE: 'en_GB', LANG: 'en_GB.UTF-8' },
});
try {
  await onServer(browser, takeBank);
  await onServer(browser, takeDemo);
} finally {
  await browser.close();
}

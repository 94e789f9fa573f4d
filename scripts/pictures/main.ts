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
import { frontShots, guideShots, type Shot } from './shots.ts';

const folder = join(root, 'docs', 'pictures');
const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

type Theme = 'light' | 'dark';

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
  await page.waitForURL(({ pathname }) => pathname === '/');
  return page;
}

/** A page with few colours is a third of the size as WebP, and looks the same. */
async function webp(page: Page): Promise<Buffer> {
  const browser = await page.context().newCDPSession(page);
  const { data } = await browser.send('Page.captureScreenshot', { format: 'webp', quality: 88 });
  return Buffer.from(data, 'base64');
}

async function take(browser: Browser, address: string, who: Actor, shot: Shot, theme: Theme, name: string) {
  const page = await signIn(browser, address, who, theme, shot.on);
  await page.goto(shot.path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForLoadState('networkidle');
  await shot.open?.(page);
  await page.waitForLoadState('networkidle');
  await page.evaluate('document.fonts.ready');
  const picture = await webp(page);
  writeFileSync(join(folder, `${name}.webp`), picture);
  console.log(`docs/pictures/${name}.webp  ${Math.round(picture.length / 1024)} kB`);
  await page.context().close();
}

async function takeAll(browser: Browser, address: string, organisation: Organisation): Promise<void> {
  for (const shot of frontShots(organisation)) {
    await take(browser, address, organisation[shot.who], shot, 'light', `${shot.name}-light`);
    await take(browser, address, organisation[shot.who], shot, 'dark', `${shot.name}-dark`);
  }
  for (const shot of guideShots(organisation)) {
    await take(browser, address, organisation[shot.who], shot, 'light', `guide-${shot.name}`);
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
    await takeAll(browser, server.address, organisation);
  } finally {
    await browser.close();
  }
} finally {
  await server.stop();
  rmSync(home, { recursive: true, force: true });
}

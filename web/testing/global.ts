import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import setUpDatabase from '../../server/testing/global.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the one browser of the run listens. */
    browser: string;
  }
}

const installed = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);

/**
 * Each window of Chromium loads two pages of its own, four hundred scripts, for what drops from an address bar that nobody sees;
 * and it keeps a process ready for a page that nobody opens.
 */
const notSeen = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'SpareRendererForSitePerProcess',
];
/** Only the last such list counts, so what Playwright leaves out is said again. */
const asPlaywright = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'PaintHolding'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'ThirdPartyStoragePartitioning', 'AimEnabled'],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'PreconnectToSearch'],
];
const leftOut = `--disable-features=${[...notSeen, ...asPlaywright].join(',')}`;

/** One browser and one database server for all browser tests; each file has a database and visitors of its own. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const options = { ...(installed && { executablePath: installed }), args: ['--no-sandbox', leftOut] };
  const [dropDatabases, browser] = await Promise.all([setUpDatabase(project), chromium.launchServer(options)]);
  project.provide('browser', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await dropDatabases();
  };
}

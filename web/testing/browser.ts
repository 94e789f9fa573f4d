import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

export const password = 'correct horse battery';
/** Nobody waits for what only pleases the eye. */
const still = { reducedMotion: 'reduce' } as const;
export const desk: BrowserContextOptions = { ...still, viewport: { width: 1440, height: 900 } };
export const phone: BrowserContextOptions = {
  ...still,
  ...{ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

/** The browser of the run; closing it closes what was opened by it, and leaves it there for others. */
export const openBrowser = (): Promise<Browser> => chromium.connect(inject('browser'));

/** A page of its own visitor. Whatever the browser complains of, save refusals that are meant, ends up in `complaints`. */
export async function visit(
  browser: Browser,
  address: string,
  options = desk,
  complaints: string[] = [],
): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', baseURL: address, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  return page;
}

export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(({ pathname }) => pathname === '/');
}

/** Walks on inside the loaded page, as the back button does: what was read in once is not read in again. */
export const walkTo = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);

/**
 * What axe finds on the page as it stands: WCAG 2.2 A and AA, and good practice; or by the named rules alone. It is brought to
 * the page once and asked there: its own driver opens a second page and reads it in anew for each question.
 */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  await stillness(page);
  const runOnly: axe.RunOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: tags };
  const found = await page.evaluate(
    (only) => window.axe.run(document, { runOnly: only, resultTypes: ['violations'] }),
    runOnly,
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

/**
 * Colours on their way from one theme to the other are nobody's. One that has arrived sets those on their way that inherit it,
 * so it is still when two pictures in a row find nothing under way. What turns for ever is not waited for.
 */
const stillness = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    const underWay = () =>
      document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    const nextPicture = () => new Promise((drawn) => requestAnimationFrame(drawn));
    for (let still = 0; still < 2; ) {
      await nextPicture();
      const moving = underWay();
      still = moving.length === 0 ? still + 1 : 0;
      await Promise.allSettled(moving.map(({ finished }) => finished));
    }
  });

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** A page on a phone never scrolls sideways. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() =>
    [document.documentElement, document.querySelector('main')].some(
      (box) => box && box.scrollWidth > box.clientWidth + 1,
    ),
  );

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
 * What axe finds on the page as it stands: WCAG 2.2 A and AA, and good practice; where it is light now, its contrast in the dark
 * theme too, which alters nothing but colours. Axe is brought to the page once and all is asked there in one go: its own driver
 * opens a second page and reads it in anew for each question. `within` asks of some parts alone: what pops up over a page covers
 * half a button here and there, as it should.
 */
export async function violations(
  page: Page,
  { inBothThemes = false, rules, within }: { inBothThemes?: boolean; rules?: string[]; within?: string[] } = {},
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async ({ asked, inBothThemes, where }) => {
      const nextPicture = () => new Promise((drawn) => requestAnimationFrame(drawn));
      const underWay = () =>
        document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
      // Colours on their way are nobody's, and one that has arrived sets those on their way that inherit it.
      const stillness = async () => {
        for (let moving = underWay(); moving.length > 0; await nextPicture(), moving = underWay())
          await Promise.allSettled(moving.map(({ finished }) => finished));
      };
      const ask = async (runOnly: axe.RunOnly) => {
        await stillness();
        const found = await window.axe.run(where ?? document, { runOnly, resultTypes: ['violations'] });
        return found.violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
        );
      };
      await nextPicture();
      const found = await ask(asked);
      if (!inBothThemes) return found;
      const { theme } = document.documentElement.dataset;
      document.documentElement.dataset['theme'] = 'dark';
      found.push(...(await ask({ type: 'rule', values: ['color-contrast'] })));
      document.documentElement.dataset['theme'] = theme;
      return found;
    },
    {
      asked: rules ? { type: 'rule' as const, values: rules } : { type: 'tag' as const, values: tags },
      ...{ inBothThemes, where: within },
    },
  );
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** A page on a phone never scrolls sideways. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() =>
    [document.documentElement, document.querySelector('main')].some(
      (box) => box && box.scrollWidth > box.clientWidth + 1,
    ),
  );

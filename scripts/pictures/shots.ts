import type { Page } from 'playwright-core';
import type { DemoHouse } from './demo-house.ts';
import type { Organisation } from './organisation.ts';
import { incidentList } from './requests.ts';

export type Who = 'ada' | 'ines' | 'kofi' | 'lena' | 'ben' | 'carla';

/** One picture: who looks at which page, and what they have opened on it. */
export type Shot<W extends string = Who> = {
  name: string;
  who: W;
  path: string;
  on?: 'phone' | 'tall';
  open?: (page: Page) => Promise<unknown>;
};

/** What the front page shows, in both themes. */
export const frontShots = ({ ledger }: Organisation): Shot[] => [
  { name: 'change', who: 'carla', path: `/changes/${ledger.number}` },
  { name: 'inbox', who: 'carla', path: '/inbox' },
  { name: 'changes', who: 'ada', path: '/changes' },
  { name: 'audit', who: 'ada', path: `/audit?object=${ledger.number}` },
  { name: 'approval-phone', who: 'ben', path: `/changes/${ledger.number}`, on: 'phone' },
];

/** What the guide shows, a journey at a time. */
export const guideShots = ({ ledger, running, templateKey }: Organisation): Shot[] => [
  {
    name: 'raising',
    who: 'ines',
    path: '/changes/new',
    open: (page) => page.getByLabel('Title').fill('Renew the certificate of the branch portal'),
  },
  {
    name: 'explained',
    who: 'kofi',
    path: `/changes/${ledger.number}`,
    open: (page) =>
      page
        .getByRole('button', { name: 'Build, once approved: not possible yet, show why' })
        .click()
        .then(() => page.getByRole('dialog').waitFor()),
  },
  { name: 'plan', who: 'kofi', path: `/changes/${ledger.number}?tab=plan`, on: 'tall' },
  { name: 'tasks', who: 'kofi', path: '/tasks' },
  { name: 'model', who: 'ada', path: '/models/mdl_normal' },
  { name: 'raise-standard', who: 'ines', path: `/templates/${templateKey}/raise` },
  {
    name: 'bell',
    who: 'ines',
    path: '/inbox',
    open: (page) =>
      page
        .getByRole('button', { name: /notification|unread|new for you/i })
        .first()
        .click(),
  },
  { name: 'inbox-phone', who: 'carla', path: '/inbox', on: 'phone' },
  { name: 'run', who: 'kofi', path: `/changes/${running.number}/run` },
  { name: 'run-phone', who: 'kofi', path: `/changes/${running.number}/run`, on: 'phone' },
  { name: 'operators', who: 'ada', path: '/operators' },
  { name: 'review-questions', who: 'ada', path: '/models/mdl_normal', open: openReviewQuestions },
  { name: 'import-incidents', who: 'ada', path: '/import', on: 'tall', open: bringIncidents },
  { name: 'palette', who: 'ada', path: '/changes', open: openPalette },
];

/** What takes a year to show. */
export const demoShots = ({ running, lookedBackOn }: DemoHouse): Shot<'ada' | 'mila'>[] => [
  { name: 'overview', who: 'mila', path: '/' },
  { name: 'catalogue', who: 'mila', path: '/templates' },
  { name: 'board', who: 'mila', path: '/tasks?view=board' },
  {
    name: 'review',
    who: 'mila',
    path: `/changes/${lookedBackOn}?tab=review`,
    on: 'tall',
    open: (page) => toHeading(page, 'Planned and actual'),
  },
  { name: 'incidents', who: 'mila', path: '/incidents' },
  { name: 'improvements', who: 'mila', path: '/improvements' },
  {
    name: 'announcements',
    who: 'mila',
    path: `/changes/${running}?tab=announcements`,
    on: 'tall',
    open: (page) => toHeading(page, 'Announcements'),
  },
  {
    name: 'announcement',
    who: 'mila',
    path: `/changes/${running}?tab=announcements`,
    open: async (page) => {
      await page.getByRole('button', { name: 'Write an announcement' }).click();
      await page.getByRole('dialog').getByLabel('To', { exact: true }).selectOption('Support');
      await page.waitForFunction(
        `document.querySelector('[role=dialog] textarea')?.value.includes('If somebody asks')`,
      );
    },
  },
  { name: 'communication', who: 'mila', path: '/communication' },
  {
    name: 'audiences',
    who: 'mila',
    path: '/communication',
    open: (page) => page.getByRole('heading', { name: 'Audiences of announcements' }).scrollIntoViewIfNeeded(),
  },
];

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('option').first().waitFor();
}

const toHeading = (page: Page, name: string) =>
  page.getByRole('heading', { name, exact: true }).evaluate((heading) => heading.scrollIntoView());

async function openReviewQuestions(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Write on it' }).click();
  await page.getByRole('tab', { name: 'The whole' }).click();
  await page.getByText('Questions of the review').scrollIntoViewIfNeeded();
}

async function bringIncidents(page: Page): Promise<void> {
  const file = { name: 'incidents.csv', mimeType: 'text/csv', buffer: Buffer.from(incidentList) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByLabel('Its rows are').selectOption('Incidents');
  await page.getByText('INC0041917').first().waitFor();
}

import type { Page } from 'playwright-core';
import type { Organisation } from './organisation.ts';

export type Who = 'ada' | 'ines' | 'kofi' | 'lena' | 'ben' | 'carla';

/** One picture: who looks at which page, and what they have opened on it. */
export type Shot = {
  name: string;
  who: Who;
  path: string;
  on?: 'phone';
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
export const guideShots = ({ ledger, templateKey }: Organisation): Shot[] => [
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
        .getByRole('button', { name: /not possible yet/ })
        .first()
        .click(),
  },
  { name: 'plan', who: 'kofi', path: `/changes/${ledger.number}?tab=plan` },
  { name: 'tasks', who: 'kofi', path: '/tasks' },
  { name: 'model', who: 'ada', path: '/models/mdl_normal' },
  { name: 'catalogue', who: 'ines', path: '/templates' },
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
  { name: 'palette', who: 'ada', path: '/changes', open: (page) => page.keyboard.press('Control+k') },
];

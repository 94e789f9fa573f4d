import type { Category } from '@interlock/contract/changes.ts';
import type { Hours } from './almanac.rules.ts';
import type { Team } from './cast.rules.ts';

/** A line of a plan with the minutes that it takes. */
export type Line = readonly [text: string, minutes: number];

/** A kind of work that comes again over a year, each time for another of `of`; `{of}` in its texts names that one. */
export type Work = {
  team: Team;
  title: string;
  of: readonly [string, ...string[]];
  summary: string;
  reason: string;
  ifNotDone: string;
  plan: readonly Line[];
  check: readonly Line[];
  back: readonly Line[];
  risk: 'low' | 'medium' | 'high';
  impact: 'low' | 'medium' | 'high';
  hours: Hours;
  purpose: 'fix' | 'improvement' | 'technology' | 'capacity' | 'compliance' | 'misalignment';
  categories: readonly Category[];
};

export const filledIn = (text: string, of: string): string => text.replaceAll('{of}', of);

/** Lines as a numbered list. */
export const listed = (lines: readonly Line[]): string => lines.map(([text], at) => `${at + 1}. ${text}`).join('\n');

export const minutesOf = (...plans: readonly (readonly Line[])[]): number =>
  plans.flat().reduce((sum, [, minutes]) => sum + minutes, 0);

/** Low-risk work that comes again and again: a published template, and the things it is done to. */
export type Standard = {
  team: Team;
  name: string;
  /** How a change of it is titled. */
  title: string;
  of: readonly [string, ...string[]];
  category: string;
  description: string;
  summary: string;
  reason: string;
  plan: readonly Line[];
  back: string;
  minutes: number;
};

export const standards: readonly [Standard, ...Standard[]] = [
  {
    team: 'security',
    name: 'Renew a web certificate',
    title: 'Renew the certificate of {of}',
    of: ['www', 'shop', 'portal', 'api', 'mail', 'vpn', 'partner', 'careers'],
    category: 'Certificates',
    description: 'For names behind our load balancers. Not for the internal authority itself.',
    summary: 'The certificate is replaced before it expires; both nodes are drained in turn.',
    reason: 'It expires within 30 days.',
    plan: [
      ['Request the certificate and check its names', 10],
      ['Install it on node 2, then on node 1', 15],
      ['Look at the chain from outside', 5],
    ],
    back: 'Install the old certificate, which is still valid.',
    minutes: 45,
  },
  {
    team: 'platform',
    name: 'Monthly patches of Linux servers',
    title: 'Monthly patches: Linux, ring {of}',
    of: ['0 (test)', '1 (internal)', '2 (web tier)', '3 (databases)'],
    category: 'Patching',
    description: 'Security updates of the distribution, ring by ring. A new kernel is booted.',
    summary: 'All servers of the ring get the updates of the month and are rebooted in pairs.',
    reason: 'Security updates are installed within 30 days.',
    plan: [
      ['Freeze the package list of the month', 5],
      ['Patch and reboot the first half', 60],
      ['Patch and reboot the second half', 60],
    ],
    back: 'Boot the previous kernel, or roll the package set back to last month.',
    minutes: 180,
  },
  {
    team: 'platform',
    name: 'Monthly patches of Windows servers',
    title: 'Monthly patches: Windows, ring {of}',
    of: ['A (test)', 'B (file and print)', 'C (applications)'],
    category: 'Patching',
    description: 'The cumulative update of the month, ring by ring.',
    summary: 'All servers of the ring get the cumulative update and are rebooted.',
    reason: 'Security updates are installed within 30 days.',
    plan: [
      ['Approve the update for the ring', 5],
      ['Install and reboot in two waves', 100],
      ['Look at services that did not start', 15],
    ],
    back: 'Uninstall the cumulative update and reboot.',
    minutes: 180,
  },
  {
    team: 'database',
    name: 'Restart a database after a parameter change',
    title: 'Set parameters and restart {of}',
    of: ['ledger', 'claims', 'web shop', 'planning', 'reporting'],
    category: 'Databases',
    description: 'Only parameters on the list of the database team.',
    summary: 'One or two parameters are set and the database is restarted.',
    reason: 'Tuning after the monthly review.',
    plan: [
      ['Write the new parameters', 5],
      ['Restart the database', 10],
      ['Watch waits for a quarter of an hour', 15],
    ],
    back: 'Write the old parameters and restart.',
    minutes: 60,
  },
  {
    team: 'network',
    name: 'Add a VLAN to a site',
    title: 'Add a VLAN in {of}',
    of: ['Amsterdam', 'Frankfurt', 'Porto', 'the warehouse', 'the factory'],
    category: 'Network',
    description: 'From the address plan, on switches of the current model.',
    summary: 'A network from the address plan is added to the switches of the site.',
    reason: 'A new room or a new kind of device needs it.',
    plan: [
      ['Reserve the network in the address plan', 5],
      ['Add it to core and access switches', 15],
      ['Test from one port', 10],
    ],
    back: 'Remove the VLAN from the switches.',
    minutes: 60,
  },
  {
    team: 'network',
    name: 'Replace an access point',
    title: 'Replace the access point {of}',
    of: ['AMS-3-12', 'AMS-1-04', 'FRA-2-07', 'POR-1-02', 'WH-0-09'],
    category: 'Network',
    description: 'One for one by the current model.',
    summary: 'A faulty access point is replaced by a spare one.',
    reason: 'It restarts by itself.',
    plan: [
      ['Mount the spare one', 20],
      ['Assign it to the group of its floor', 5],
      ['Walk the floor with a phone', 15],
    ],
    back: 'Mount the old one again.',
    minutes: 60,
  },
  {
    team: 'workplace',
    name: 'Publish a program in the software portal',
    title: 'Publish {of} in the software portal',
    of: [
      '7-Zip',
      'the PDF editor',
      'the video client',
      'the label printer driver',
      'the statistics package',
      'the browser',
    ],
    category: 'Workplace',
    description: 'Programs that Security has looked at and that are licensed.',
    summary: 'The packaged program is offered to those who have asked for it.',
    reason: 'Requested by a department, licensed and looked at by Security.',
    plan: [
      ['Upload the package', 10],
      ['Offer it to the test group for a day', 10],
      ['Offer it to all', 5],
    ],
    back: 'Take the offer back and uninstall it.',
    minutes: 90,
  },
  {
    team: 'workplace',
    name: 'Change a mail flow rule',
    title: 'Mail flow rule: {of}',
    of: ['mark mail from outside', 'disclaimer for Legal', 'block a sender', 'copy for the archive'],
    category: 'Workplace',
    description: 'One rule at a time, tested with a pilot mailbox.',
    summary: 'One rule is added or changed, first for the pilot mailbox and then for all.',
    reason: 'Asked for by its owner and looked at by Security.',
    plan: [
      ['Apply the rule to the pilot mailbox', 10],
      ['Apply it to all', 5],
    ],
    back: 'Disable the rule.',
    minutes: 45,
  },
  {
    team: 'applications',
    name: 'Deploy a content release',
    title: 'Content release of {of}',
    of: ['the web shop', 'the portal', 'the intranet', 'the careers page'],
    category: 'Applications',
    description: 'Texts, pictures and prices. No code, no tables.',
    summary: 'Content that was approved in the editing system goes live.',
    reason: 'Planned by Marketing.',
    plan: [
      ['Publish to the preview and have it looked at', 15],
      ['Publish to production and empty the caches', 10],
    ],
    back: 'Publish the previous release.',
    minutes: 45,
  },
  {
    team: 'applications',
    name: 'Refresh a test system from production',
    title: 'Refresh the test system of {of}',
    of: ['the ERP', 'the CRM', 'claims', 'the warehouse'],
    category: 'Applications',
    description: 'With names and accounts masked.',
    summary: 'The test system gets a masked copy of the production data.',
    reason: 'Tests of the next release need current data.',
    plan: [
      ['Copy and mask the data', 120],
      ['Restart the test system and its interfaces', 20],
    ],
    back: 'Restore the previous copy.',
    minutes: 240,
  },
];

import type { createTemplateRoute } from '@interlock/contract/templates.ts';
import type { z } from 'zod';

/** What the bank wants to change, in the words of those who want it. */
export const ledger = {
  title: 'Upgrade the ledger database to PostgreSQL 16',
  summary:
    'The ledger moves to a release that its vendor supports. For about forty seconds on Saturday night, payments are queued instead of booked; nothing is lost and customers see no error.',
  description:
    'The ledger runs on PostgreSQL 13. The new release has been running on the replica since the first of the month, with the production load mirrored to it.',
  purpose: 'compliance',
  reason: 'Vendor support for the present release has ended, and the auditors have set a date.',
  ifNotDone: 'No fixes for faults that are found from now on, and a finding in the yearly audit.',
  impact: 'high',
  urgency: 'medium',
  categories: ['technology'],
  riskLevel: 'medium',
  riskAssessment:
    'The replica has carried the mirrored load for weeks. What is left is the switch itself, which the backout undoes.',
  downtime: { minutes: 1, window: null },
  peopleImpacted: 'Payment operations on Saturday night; the service desk is told on Friday.',
  systemsAffected: 'ledger-db-1, ledger-db-2, posting service, end-of-day batch',
  implementationPlan:
    '1. Stop the end-of-day batch\n2. Let the posting service queue\n3. Promote `ledger-db-2`\n4. Point the posting service at it\n5. Let the queue drain, and watch the error rate for an hour',
  testPlan:
    '- Balance of all accounts before and after is equal\n- One payment of each kind is booked\n- The batch runs through on the copy',
  backoutPlan:
    '1. Point the posting service back at `ledger-db-1`\n2. Let the queue drain\n\nPossible until the batch starts at 04:00.',
} as const;

export type Planned = {
  kind: 'build' | 'test' | 'implementation' | 'verification' | 'backout';
  title: string;
  level: number;
  owner: 'kofi' | 'lena' | 'yuki';
  steps: { text: string; minutes: number; automatic?: boolean }[];
};

/** The work on the ledger, whose steps are the lines of its plan. */
export const ledgerTasks: readonly Planned[] = [
  {
    kind: 'build',
    title: 'Build the replica on the new release',
    level: 1,
    owner: 'kofi',
    steps: [{ text: 'Install release 16 on ledger-db-2', minutes: 60 }],
  },
  {
    kind: 'test',
    title: 'Run the bookings of a day on the copy',
    level: 2,
    owner: 'yuki',
    steps: [
      { text: 'Balance of all accounts is equal', minutes: 40, automatic: true },
      { text: 'One payment of each kind is booked', minutes: 30 },
    ],
  },
  {
    kind: 'implementation',
    title: 'Switch the ledger to the replica',
    level: 1,
    owner: 'kofi',
    steps: [
      { text: 'Stop the end-of-day batch', minutes: 5 },
      { text: 'Let the posting service queue', minutes: 5 },
      { text: 'Promote ledger-db-2', minutes: 15 },
      { text: 'Point the posting service at it', minutes: 10 },
    ],
  },
  {
    kind: 'verification',
    title: 'Watch the first bookings',
    level: 2,
    owner: 'yuki',
    steps: [
      { text: 'Run the smoke tests', minutes: 15, automatic: true },
      { text: 'Let the queue drain and watch the error rate', minutes: 60 },
    ],
  },
  {
    kind: 'backout',
    title: 'Go back to ledger-db-1',
    level: 1,
    owner: 'kofi',
    steps: [
      { text: 'Point the posting service back at ledger-db-1', minutes: 10 },
      { text: 'Let the queue drain', minutes: 30 },
    ],
  },
];

/** The work that goes on while the pictures are taken. */
export const queueTasks: readonly Planned[] = [
  {
    kind: 'implementation',
    title: 'Move the queue',
    level: 1,
    owner: 'kofi',
    steps: [
      { text: 'Let the old broker drain', minutes: 10 },
      { text: 'Point the posting service at the new broker', minutes: 5 },
      { text: 'Post one payment of each kind', minutes: 15 },
      { text: 'Turn the readers over, one at a time', minutes: 20 },
    ],
  },
  {
    kind: 'verification',
    title: 'Watch the queue',
    level: 2,
    owner: 'yuki',
    steps: [{ text: 'No message is older than a minute', minutes: 30, automatic: true }],
  },
  {
    kind: 'backout',
    title: 'Go back to the old broker',
    level: 1,
    owner: 'kofi',
    steps: [
      { text: 'Point the posting service back', minutes: 5 },
      { text: 'Let the new broker drain', minutes: 15 },
    ],
  },
];

/** A list of another system's incidents, as somebody has it on their desk. */
export const incidentList = `number,state,opened_at,closed_at,short_description,caused_by,rfc
INC0041872,Closed,23/11/2026 07:12,23/11/2026 09:40,Standing orders are booked twice,,CHG-9
INC0041880,Resolved,23/11/2026 08:03,23/11/2026 08:31,Branch Groningen has no network,CHG-2,
INC0041891,Closed,24/11/2026 06:55,24/11/2026 11:20,Archive is missing the night of Sunday,CHG-3,
INC0041903,In progress,25/11/2026 13:47,,Statements open as blank pages,,
INC0041917,New,26/11/2026 09:02,,Scoring takes eleven seconds on Mondays,,CHG-7
`;

type Request = {
  title: string;
  summary: string;
  impact: 'high' | 'medium' | 'low';
  urgency: 'high' | 'medium' | 'low';
};

export const requests = {
  gateway: {
    title: 'Rotate the certificates of the payment gateway',
    summary: 'The certificates end on the last of the month. Connections are renewed one by one; nobody notices.',
    impact: 'high',
    urgency: 'high',
  },
  cards: {
    title: 'Move the card switch to the second data centre',
    summary: 'Card payments are switched for one night, to prove that the second site carries the load.',
    impact: 'high',
    urgency: 'low',
  },
  fraud: {
    title: 'Give the fraud scoring nodes more memory',
    summary: 'Scoring has been slow on Mondays. One node at a time is restarted with twice the memory.',
    impact: 'medium',
    urgency: 'medium',
  },
  statements: {
    title: 'Send account statements as PDF/A',
    summary: 'Statements must be readable in ten years. New ones are written in the archive format.',
    impact: 'low',
    urgency: 'medium',
  },
  branch: {
    title: 'Replace the routers of the northern branches',
    summary: 'Eleven branches get new routers, each before it opens.',
    impact: 'medium',
    urgency: 'low',
  },
  limits: {
    title: 'Raise the transfer limit in the app to 25,000 euros',
    summary: 'Customers asked for it. The limit of the day stays as it is.',
    impact: 'medium',
    urgency: 'low',
  },
  backup: {
    title: 'Copy the archive to the second data centre every night',
    summary: 'The archive is copied each night instead of each week.',
    impact: 'low',
    urgency: 'medium',
  },
  mail: {
    title: 'Sign outgoing mail with DKIM',
    summary: 'Mail of the bank is signed, so that others can tell it from what pretends to be.',
    impact: 'low',
    urgency: 'low',
  },
  queue: {
    title: 'Move the payment queue to the new broker',
    summary: 'Payments wait in a new broker. Nobody notices; the old one stays for a week.',
    impact: 'medium',
    urgency: 'medium',
  },
  orders: {
    title: 'Stop the double booking of standing orders',
    summary: 'Since this morning some standing orders are booked twice. The scheduler is put back to the last release.',
    impact: 'high',
    urgency: 'high',
  },
} as const satisfies Record<string, Request>;

/** What every change here says to be asked about at all. */
export const plans = {
  reason: 'It stands on the list of the quarter.',
  ifNotDone: 'It stays as it is, and is asked for again.',
  implementationPlan: '1. Announce\n2. Carry out\n3. Verify',
  backoutPlan: '1. Put the configuration of the day before back',
  riskLevel: 'low',
} as const;

/** What is done so often that it is approved once. */
export const certificate: z.input<typeof createTemplateRoute.input> = {
  name: 'Renew the certificate of a web server',
  description: 'For one server behind the load balancer. Not for the payment gateway, which has a change of its own.',
  category: 'Certificates',
  minutes: 30,
  preset: {
    summary: 'The certificate of one web server is renewed. Users notice nothing.',
    reason: 'It ends within thirty days.',
    implementationPlan: '1. Take the server out of the pool\n2. Put the new certificate in\n3. Put the server back',
    backoutPlan: '1. Put the old certificate back',
    impact: 'low',
    urgency: 'low',
    riskLevel: 'low',
  },
  required: ['systemsAffected'],
  locked: ['implementationPlan', 'backoutPlan', 'riskLevel'],
  tasks: [],
};

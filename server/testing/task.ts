import type { Hand, Subject, Task } from '../features/tasks/index.ts';

let made = 0;

/** A task as rules see it; a test says what is special about it. */
export const aTask = (over: Partial<Task> = {}): Task => ({
  id: `tsk_${++made}`,
  number: `TSK-${made}`,
  subject: 'chg_1',
  kind: 'implementation',
  title: 'Switch the application',
  description: '',
  level: 1,
  position: 0,
  owner: null,
  group: null,
  ownerPlace: null,
  state: 'open',
  plannedStart: null,
  plannedEnd: null,
  evidence: '',
  findings: '',
  words: '',
  held: null,
  createdFrom: 'hand',
  asGiven: false,
  taken: false,
  late: false,
  openedAt: null,
  startedAt: null,
  endedAt: null,
  closedBy: null,
  updatedAt: new Date('2026-03-02T09:00:00Z'),
  steps: [],
  version: 1,
  ...over,
});

export const aStep = (over: Partial<Task['steps'][number]> = {}): Task['steps'][number] => ({
  id: `stp_${++made}`,
  text: 'Promote the replica',
  minutes: 0,
  automatic: false,
  owner: null,
  state: 'open',
  at: null,
  by: null,
  ...over,
});

export const aHand = (id: string, over: Partial<Hand> = {}): Hand => ({
  id,
  groups: new Set(),
  coordinates: false,
  mayWork: true,
  mayPlan: false,
  ...over,
});

export const aSubject = (over: Partial<Subject> = {}): Subject => ({
  held: null,
  fixed: true,
  over: false,
  assigneeId: 'usr_assignee',
  linked: {},
  ...over,
});

import type { Outcome } from './act.rules.ts';

type Some = readonly [string, ...string[]];

/** What people say on the way. */
export const yesWords: Some = [
  '',
  'Fine by me.',
  'Agreed, with the way back as written.',
  'Good that it was tried on the test system.',
  'Yes. Please tell the service desk beforehand.',
  '',
];

export const noWords: Some = [
  'Not in the week of the month-end closing. Please come again after it.',
  'The way back takes longer than the window. Split it in two.',
];

export const questions: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['Who is affected while it runs?', 'Nobody outside of the team: users are served by the other half.'],
  ['Was the way back tried with this version?', 'Yes, on Tuesday, in eleven minutes.'],
  ['Does it touch the interface to the bank?', 'No. The interface stays on its own host, which is not part of this.'],
  [
    'Is somebody from the vendor on call?',
    'Yes, from nine in the evening until it is done; the number is in the plan.',
  ],
];

export const remarks: Some = [
  'The service desk knows and has a text for callers.',
  'I have asked the key users; nobody objects to this evening.',
  'Please keep half an hour more free: the last one took longer than planned.',
  'The vendor confirmed in writing that this order of steps is right.',
  'Snapshot of the machines is taken the evening before.',
];

export const evidence: Some = [
  'Ran on the test system for five days; test report 14 of 14 passed.',
  'Rehearsed on a copy from last Sunday, twice, without a fault.',
  'Automatic tests green; two key users signed the acceptance sheet.',
];

export const rehearsed: Some = [
  'Gone through on the test system: back in twelve minutes.',
  'Tried on the copy; the old version came up at the first go.',
];

/** Why a move goes on past a guard that takes a reason. */
export const unrehearsed: Some = [
  'The same way back was gone two weeks ago on the sister system; there is no copy to try it on again.',
  'The vendor’s window is tonight alone. The way back is one switch, and two of us stand beside it.',
  'The test system is in use by the audit until Monday; the steps back were read through with the vendor.',
];

export const unshown: Some = [
  'The test report lies with the vendor and comes on paper. I have seen it.',
  'Tested by the key users this morning; nobody wrote it down, and I spoke with both of them.',
];

export const notesOf: Record<Outcome, Some> = {
  successful: [
    'As planned, inside the window.',
    'Done ten minutes early. No calls to the service desk.',
    'As planned. The documentation is updated.',
    'Went well; key users confirmed in the morning.',
  ],
  with_issues: [
    'Done, but one interface had to be started by hand.',
    'Done. Two users had to sign in again; a note for next time is in the plan.',
    'Done, after a wrong firewall rule was corrected on the way.',
  ],
  failed: [
    'It did not come up with the new version. The old one runs; the cause is being looked for with the vendor.',
    'The installation broke off at the second step and left the service down until three in the morning.',
  ],
  backed_out: [
    'The check showed wrong totals, so it was backed out in time. Nobody noticed.',
    'Response times doubled; backed out before the point of no return.',
  ],
};

export const lookedBack: Some = [
  'The test system lacked the add-on that broke it. It has it now.',
  'The plan was right; the window was too short for a second try. Next time it gets an hour more.',
  'A dependency was not known to the team. It is on the list of systems affected from now on.',
];

/** What the service desk writes down the morning after, and what speaks for a change as its cause. */
export const incidents: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['Sign-in takes a minute', 'It began in the night of the change, on the same hosts.'],
  ['Invoices are printed without the address', 'The form server was restarted with an old template.'],
  ['The nightly interface to the bank did not run', 'Its job waits for a host that was renamed.'],
  ['The web shop shows yesterday’s stock', 'The cache was not emptied after the switch.'],
  ['Telephones in Utrecht drop calls', 'Only sites behind the changed gateway report it.'],
];

/** What is to be done otherwise, why, and what came of it. */
export const lessons: readonly [readonly [string, string, string], ...(readonly [string, string, string])[]] = [
  [
    'Keep the test system like production',
    'The add-on that broke it was missing there.',
    'Compared each month by a script.',
  ],
  [
    'Give the window an hour more',
    'There was no time left for a second try.',
    'The template’s window is 90 minutes longer.',
  ],
  [
    'Ask who depends on it before it is planned',
    'A dependency was not known to the team.',
    'The list of interfaces is part of the request now.',
  ],
  [
    'Tell the service desk a day before',
    'Callers were told that nothing was known.',
    'The announcement to support is drafted with the plan.',
  ],
  [
    'Watch the replica’s lag during the switch',
    'Nobody saw that it fell behind.',
    'A graph and an alarm at two minutes.',
  ],
  [
    'Try the way back on the copy first',
    'It took three times as long as written.',
    'Rehearsed each quarter; the minutes are measured.',
  ],
];

export const withdrawn: Some = [
  'The project is put off to the next quarter.',
  'The vendor has called the release back.',
];

import type { WrittenField } from '@interlock/contract/changes.ts';
import type { MaterialField } from '@interlock/contract/material.ts';

/** What is written about a change as the sheet says it, part by part. */
export const writtenParts = {
  why: [
    'summary',
    'description',
    'categories',
    'purpose',
    'triggers',
    'reason',
    'ifNotDone',
    'cannotWait',
    'wantedDate',
  ],
  impact: [
    'impact',
    'urgency',
    'priorityOverride',
    'riskLevel',
    'riskAssessment',
    'peopleImpacted',
    'systemsAffected',
    'downtime',
  ],
  cost: ['benefit', 'cost', 'costOfNotDoing'],
  plans: ['implementationPlan', 'testPlan', 'backoutPlan', 'links'],
  communication: ['communicationPlan', 'contacts'],
} as const satisfies Record<string, readonly WrittenField[]>;

export type SheetPart = keyof typeof writtenParts;
export type SheetField = (typeof writtenParts)[SheetPart][number];

/** What has a place of its own on the sheet: its head, the table of people, the tasks, the files. */
export const ownPlaces = [
  'title',
  'priority',
  'window',
  'assigneeId',
  'teamId',
  'steps',
  'files',
] as const satisfies readonly MaterialField[];

import type { Level } from '@interlock/contract/changes.ts';
import type { KnownSystem } from './profile.rules.ts';

const draft = { state: 'draft' } as const;
const closed = { state: 'closed', outcome: 'not_recorded' } as const;
const ended = (outcome: 'successful' | 'with_issues' | 'failed' | 'backed_out') =>
  ({ state: 'closed', outcome }) as const;
const cancelled = (reason: 'withdrawn' | 'rejected' | 'superseded' | 'duplicate') =>
  ({ state: 'cancelled', reason }) as const;

const levels: Record<string, Level> = {
  ...{ High: 'high', Medium: 'medium', Moderate: 'medium', Normal: 'medium', Low: 'low' },
  ...{ '1': 'high', '2': 'medium', '3': 'low', '1 - High': 'high', '2 - Medium': 'medium', '3 - Low': 'low' },
};

/** Whatever else: by what such columns and values are mostly called, Interlock's own exports among them. */
export const generic: KnownSystem = {
  source: 'Import',
  mark: [],
  blanks: [],
  folded: false,
  texts: {
    number: [
      'number',
      'change number',
      'change id',
      'id',
      'key',
      'issue key',
      'ticket',
      'ticket id',
      'reference',
      'ref',
    ],
    title: ['title', 'short description', 'summary', 'subject', 'name', 'change'],
    summary: ['summary'],
    reason: ['reason', 'justification'],
    ifNotDone: ['if not done'],
    benefit: ['benefit'],
    cost: ['cost'],
    costOfNotDoing: ['cost of not doing it'],
    riskAssessment: ['risk assessment', 'risk analysis', 'impact analysis'],
    implementationPlan: ['implementation plan', 'change plan', 'plan', 'rollout plan'],
    testPlan: ['test plan'],
    backoutPlan: ['backout plan', 'back out plan', 'rollback plan'],
    communicationPlan: ['communication plan'],
    peopleImpacted: ['people impacted'],
    closureNotes: ['closing notes', 'close notes', 'closure notes', 'resolution'],
    cancelWords: ['words on cancelling'],
  },
  description: [{ names: ['description', 'details', 'body'] }],
  systemsAffected: [
    {
      names: [
        'systems affected',
        'configuration item',
        'ci',
        'affected ci',
        'service',
        'services',
        'system',
        'application',
      ],
    },
  ],
  dates: {
    requestedAt: ['requested on', 'requested at', 'created', 'created at', 'opened', 'opened at', 'submitted'],
    wantedDate: ['wanted', 'wanted date', 'due', 'due date', 'requested by date'],
    plannedStart: ['planned start', 'planned start date', 'scheduled start', 'start date', 'start'],
    plannedEnd: ['planned end', 'planned end date', 'scheduled end', 'end date', 'end'],
    actualStart: ['work began', 'actual start', 'work start'],
    actualEnd: ['work ended', 'actual end', 'work end'],
    endedAt: ['closed', 'closed at', 'closed on', 'resolved', 'completed', 'completed at'],
    decidedAt: ['decided on', 'approved on', 'reviewed on', 'approval date'],
  },
  values: {
    state: {
      names: ['state', 'status'],
      values: {
        ...{ Draft: draft, New: draft, Open: draft, 'In progress': draft, Planning: draft, Pending: draft },
        ...{ Assess: draft, Authorize: draft, Authorise: draft, Scheduled: draft, Implement: draft, Review: draft },
        ...{ Closed: closed, Done: closed, Complete: closed, Completed: closed, Implemented: closed, Resolved: closed },
        ...{ Successful: ended('successful'), 'Successful with issues': ended('with_issues'), Failed: ended('failed') },
        ...{ Unsuccessful: ended('failed'), 'Backed out': ended('backed_out'), 'Rolled back': ended('backed_out') },
        ...{ Canceled: cancelled('withdrawn'), Cancelled: cancelled('withdrawn'), Withdrawn: cancelled('withdrawn') },
        ...{ Rejected: cancelled('rejected'), Denied: cancelled('rejected'), Declined: cancelled('rejected') },
        ...{ Superseded: cancelled('superseded'), Duplicate: cancelled('duplicate') },
      },
      otherwise: draft,
    },
    outcome: {
      names: ['outcome', 'close code', 'closure code', 'result'],
      values: {
        ...{ successful: 'successful', success: 'successful', with_issues: 'with_issues', failed: 'failed' },
        ...{ 'successful with issues': 'with_issues', unsuccessful: 'failed', failure: 'failed' },
        ...{ backed_out: 'backed_out', 'backed out': 'backed_out', 'rolled back': 'backed_out' },
        not_recorded: 'not_recorded',
      },
      otherwise: 'not_recorded',
    },
    riskLevel: {
      names: ['risk', 'risk level'],
      values: { High: 'high', Medium: 'medium', Moderate: 'medium', Low: 'low', None: 'none' },
      otherwise: 'none',
    },
    impact: { names: ['impact'], values: levels, otherwise: 'low' },
    urgency: { names: ['urgency'], values: levels, otherwise: 'low' },
    decision: {
      names: ['decision', 'approval', 'approval status'],
      values: {
        ...{
          approved: 'approved',
          granted: 'approved',
          rejected: 'rejected',
          denied: 'rejected',
          declined: 'rejected',
        },
        ...{ pending: null, requested: null, none: null },
      },
      otherwise: null,
    },
  },
};

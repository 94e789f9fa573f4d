import type { KnownSystem } from './profile.rules.ts';

const draft = { state: 'draft' } as const;
const closed = { state: 'closed', outcome: 'not_recorded' } as const;
const withdrawn = { state: 'cancelled', reason: 'withdrawn' } as const;

/**
 * `change_request` as its lists are exported: by field (`short_description`) or by label (*Short description*), with values as
 * they are shown or as their codes. Codes of risk differ between instances, so none is known here: they become *none*, told.
 */
export const servicenow: KnownSystem = {
  source: 'ServiceNow',
  mark: [['number'], ['short_description'], ['state'], ['start_date', 'planned start date', 'chg_model', 'type']],
  blanks: [],
  folded: false,
  texts: {
    number: ['number'],
    title: ['short_description'],
    reason: ['justification'],
    riskAssessment: ['risk_impact_analysis', 'risk and impact analysis'],
    implementationPlan: ['implementation_plan', 'change_plan'],
    testPlan: ['test_plan'],
    backoutPlan: ['backout_plan'],
    closureNotes: ['close_notes'],
    cancelWords: ['close_notes'],
  },
  description: [
    { names: ['description'] },
    { names: ['type'], heading: 'Type' },
    { names: ['category'], heading: 'Category' },
    { names: ['reason'], heading: 'Reason' },
    { names: ['requested_by'], heading: 'Requested by' },
    { names: ['assignment_group'], heading: 'Assignment group' },
    { names: ['assigned_to'], heading: 'Assigned to' },
    { names: ['cab_recommendation'], heading: 'CAB recommendation' },
    { names: ['review_comments'], heading: 'Review' },
  ],
  systemsAffected: [
    { names: ['cmdb_ci', 'configuration item'] },
    { names: ['business_service', 'service'], heading: 'Service' },
    { names: ['service_offering'], heading: 'Offering' },
  ],
  dates: {
    requestedAt: ['opened_at', 'opened', 'sys_created_on', 'created'],
    wantedDate: ['requested_by_date'],
    plannedStart: ['start_date', 'planned start date'],
    plannedEnd: ['end_date', 'planned end date'],
    actualStart: ['work_start', 'actual start', 'actual start date'],
    actualEnd: ['work_end', 'actual end', 'actual end date'],
    endedAt: ['closed_at', 'closed'],
    decidedAt: ['approval_set'],
  },
  values: {
    state: {
      names: ['state'],
      values: {
        ...{ New: draft, Assess: draft, Authorize: draft, Scheduled: draft, Implement: draft, Review: draft },
        ...{ '-5': draft, '-4': draft, '-3': draft, '-2': draft, '-1': draft, '0': draft },
        ...{ Closed: closed, '3': closed, Canceled: withdrawn, Cancelled: withdrawn, '4': withdrawn },
        ...{ Pending: draft, Open: draft, 'Work in Progress': draft },
        ...{ 'Closed Complete': closed, 'Closed Incomplete': closed, 'Closed Skipped': withdrawn },
      },
      otherwise: draft,
    },
    outcome: {
      names: ['close_code'],
      values: {
        ...{ successful: 'successful', successful_issues: 'with_issues', 'Successful with issues': 'with_issues' },
        unsuccessful: 'failed',
      },
      otherwise: 'not_recorded',
    },
    riskLevel: {
      names: ['risk'],
      values: {
        'Very high': 'high',
        High: 'high',
        Moderate: 'medium',
        Medium: 'medium',
        Low: 'low',
        'Very low': 'low',
      },
      otherwise: 'none',
    },
    impact: {
      names: ['impact'],
      values: { '1 - High': 'high', '2 - Medium': 'medium', '3 - Low': 'low', '1': 'high', '2': 'medium', '3': 'low' },
      otherwise: 'low',
    },
    urgency: {
      names: ['urgency'],
      values: { '1 - High': 'high', '2 - Medium': 'medium', '3 - Low': 'low', '1': 'high', '2': 'medium', '3': 'low' },
      otherwise: 'low',
    },
    decision: {
      names: ['approval'],
      values: {
        ...{ approved: 'approved', rejected: 'rejected', requested: null, canceled: null, cancelled: null },
        ...{ 'not requested': null, 'not yet requested': null, 'no longer required': null },
      },
      otherwise: null,
    },
  },
};

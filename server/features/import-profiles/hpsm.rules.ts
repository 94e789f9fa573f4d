import type { KnownSystem } from './profile.rules.ts';

/**
 * Changes of HP Service Manager: one row for each change *and* configuration item, no column for a title or a state. What
 * carries a time of closing is closed; how it went is not said. A CI's name is unique only within its component.
 */
export const hpsm: KnownSystem = {
  source: 'HP Service Manager',
  mark: [['Change ID'], ['Change Type'], ['Change record Open Time'], ['CI Name (aff)']],
  blanks: ['no type'],
  folded: true,
  texts: { number: ['Change ID'], title: ['Change Type'] },
  description: [
    { names: ['Emergency Change'], heading: 'Emergency change' },
    { names: ['CAB-approval needed'], heading: 'CAB approval needed' },
    { names: ['Originated from'], heading: 'Originated from' },
    { names: ['Scheduled Downtime Start'], heading: 'Scheduled downtime from' },
    { names: ['Scheduled Downtime End'], heading: 'Scheduled downtime until' },
    { names: ['# Related Interactions'], heading: 'Related interactions' },
    { names: ['# Related Incidents'], heading: 'Related incidents' },
  ],
  systemsAffected: [
    { names: ['CI Name (aff)'] },
    { names: ['CI Type (aff)'] },
    { names: ['CI Subtype (aff)'] },
    { names: ['Service Component WBS (aff)'], heading: 'in' },
  ],
  dates: {
    requestedAt: ['Change record Open Time'],
    wantedDate: ['Requested End Date'],
    plannedStart: ['Planned Start'],
    plannedEnd: ['Planned End'],
    actualStart: ['Actual Start'],
    actualEnd: ['Actual End'],
    endedAt: ['Change record Close Time'],
  },
  values: {
    state: {
      names: ['Change record Close Time'],
      values: { '': { state: 'draft' } },
      filled: { state: 'closed', outcome: 'not_recorded' },
    },
    riskLevel: {
      names: ['Risk Assessment'],
      values: { 'Minor Change': 'low', 'Business Change': 'medium', 'Major Business Change': 'high' },
      otherwise: 'none',
    },
  },
};

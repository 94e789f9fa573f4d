export { foldIncidents, mustFitIncidents } from './incident-rows.view.ts';
export { holdsIncidents, suggestIncidentMap } from './suggest.rules.ts';
export { rehearseIncidents, takeIncidents } from './take-incidents.step.ts';

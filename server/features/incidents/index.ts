export { incidentsBefore, linkNamed, recordIncidents } from './imported.store.ts';
export { dropIncidents } from './incident.store.ts';
export { incidentsReviewed } from './incidents.view.ts';

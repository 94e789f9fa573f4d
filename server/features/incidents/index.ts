export { dropIncidents } from './incident.store.ts';
export { incidentsReviewed } from './incidents.view.ts';

export { lookAtReady } from './announce-due.ts';
export { dropAnnouncements, findAnnouncement } from './announcement.store.ts';
export { findAudience } from './audience.store.ts';

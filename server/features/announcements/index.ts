export { lookAtReady } from './announce-due.ts';
export { dropAnnouncements, findAnnouncement } from './announcement.store.ts';
export { findAudience, takeGroupsOut } from './audience.store.ts';

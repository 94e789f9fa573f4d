export { dropAnnouncements, findAnnouncement } from './announcement.store.ts';
export { findAudience, takeGroupsOut } from './audience.store.ts';
export { lookAtReady } from './ready.step.ts';

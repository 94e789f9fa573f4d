export { actsLeft, type NoticeRow, takeNotices } from './notice.store.ts';
export { addNotifications, dropTold } from './notification.store.ts';
export { type Notice, notify, TOLD, tellOfMembers } from './notify.ts';

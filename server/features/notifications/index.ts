export { actsLeft, type NoticeRow, takeNextNotices, takeNotices } from './notice.store.ts';
export { addNotifications, dropTold } from './notification.store.ts';
export { type Notice, notify, TELL_ON, tellOfMembers } from './notify.ts';

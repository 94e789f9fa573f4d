export { actsLeft, type NoticeRow, TELL_ON, takeNextNotices, takeNotices } from './notice.store.ts';
export { addNotifications, dropTold } from './notification.store.ts';
export { type Notice, notify, tellOfMembers } from './notify.step.ts';
export { actsDue, putOff } from './untold.store.ts';

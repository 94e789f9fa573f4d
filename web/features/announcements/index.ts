export { AnnouncementsTab } from './announcements-tab.tsx';
export { occasionWord, reachWord, stateWord as announcementWord } from './words.ts';

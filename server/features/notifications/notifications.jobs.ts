import type { ClockJob } from '../../platform/jobs/jobs.ts';
import { tidyNotifications } from './tidy-notifications.ts';

export const notificationClock: ClockJob[] = [
  { name: 'notifications.tidy', everyMinutes: 24 * 60, run: tidyNotifications },
];

import type { NotificationParts } from '@interlock/contract/notifications.ts';

const LONGEST = 280;

/** The beginning of what was said: enough to know what it is about. The whole stands where it was said. */
export function shortened(parts: NotificationParts): NotificationParts {
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, said]) => (said === undefined ? [] : [[name, begin(said)]])),
  );
}

function begin(said: string): string {
  const line = said.replace(/\s+/g, ' ').trim();
  const characters = [...line.slice(0, LONGEST * 2)];
  if (characters.length <= LONGEST && line.length <= LONGEST * 2) return line;
  return `${characters.slice(0, LONGEST).join('').trimEnd()}…`;
}

const DAY = 24 * 3600_000;

/** What was read is kept for 90 days, what was never read for a year: what happened stands in the change's activity for good. */
export const keptSince = (now: Date): { readBefore: Date; before: Date } => ({
  readBefore: new Date(now.getTime() - 90 * DAY),
  before: new Date(now.getTime() - 365 * DAY),
});

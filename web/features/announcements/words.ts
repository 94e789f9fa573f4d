import type { Announcement, HeldBackBecause, Occasion } from '@interlock/contract/announcements.ts';
import { plural, t } from '@lingui/core/macro';
import type { Tone } from '../../ui/glyphs/badge.tsx';
import type { TooLate } from './still-possible.ts';

export const occasionWord: Record<Occasion, () => string> = {
  now: () => t`Now`,
  before: () => t`Before the start`,
  at_start: () => t`When the work begins`,
  at_end: () => t`When the work is done`,
  on_backout: () => t`When the work is taken back`,
};

export const stateWord: Record<Announcement['state'], () => string> = {
  draft: () => t`Draft`,
  ready: () => t`Goes out by itself`,
  sent: () => t`Sent`,
  withdrawn: () => t`Withdrawn`,
};

export const stateTone: Record<Announcement['state'], Tone> = {
  draft: 'med',
  ready: 'accent',
  sent: 'low',
  withdrawn: 'grey',
};

export const heldBackWord: Record<HeldBackBecause, () => string> = {
  window_moved: () =>
    t`It was held back: the window has moved since it was written. Look at its times and release it again.`,
  backed_out: () => t`It was held back: the work was taken back.`,
  not_successful: () => t`It was held back: the work did not end well.`,
  cancelled: () => t`It was held back: the change is cancelled.`,
  nobody: () => t`It was held back: it would have reached nobody.`,
  too_late: () => t`It was held back: its moment had passed.`,
};

export const tooLateWord: Record<TooLate, () => string> = {
  cancelled: () => t`The change is cancelled.`,
  no_start: () => t`It has no planned start yet, so nothing comes before it.`,
  passed: () => t`That time before its start has passed.`,
  begun: () => t`Its work has begun.`,
  ended: () => t`Its work has ended.`,
};

export function reachWord({ people, addresses, rooms }: NonNullable<Announcement['sent']>['reach']): string {
  const parts = [
    people > 0 && plural(people, { one: '# person', other: '# people' }),
    addresses > 0 && plural(addresses, { one: '# address', other: '# addresses' }),
    rooms > 0 && plural(rooms, { one: '# room', other: '# rooms' }),
  ];
  return parts.filter(Boolean).join(', ');
}

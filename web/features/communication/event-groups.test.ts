import { notificationKinds } from '@interlock/contract/notifications.ts';
import { expect, test } from 'vitest';
import { eventGroups } from './event-groups.ts';

test('everything that a rule may speak of stands in one group, once', () => {
  const grouped = eventGroups.flatMap(([, kinds]) => kinds);
  expect(grouped.toSorted()).toEqual([...notificationKinds].sort());
});

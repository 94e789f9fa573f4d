import type { InboxItem } from '@interlock/contract/inbox.ts';
import { expect, test } from 'vitest';
import { inBulk } from './in-bulk.ts';

const item = (kind: InboxItem['kind'], priority: number) => ({ kind, change: { priority } }) as InboxItem;

test('decisions on changes of the lowest priority are offered together, and nothing else', () => {
  const offered = item('decide', 4);
  expect(inBulk([offered, item('decide', 3), item('move', 4), item('answer', 4)])).toEqual([offered]);
});

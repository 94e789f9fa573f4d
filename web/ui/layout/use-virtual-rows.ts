import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef } from 'react';

type Virtual = {
  /** The element that scrolls. */
  box: RefObject<HTMLDivElement | null>;
  /** The rows to draw, and the empty height before and after them. */
  shown: readonly number[];
  before: number;
  after: number;
  /** Brings a row into sight, so that it is drawn. */
  showRow: (at: number) => void;
};

/** Of a list of any length, the rows in sight. Tells when the end is near, so that the next page is read in time. */
export function useVirtualRows(count: number, rowHeight: number, onNearEnd: () => void): Virtual {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height of the rows means measuring again
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1);
  const lastShown = last?.index ?? 0;
  useEffect(() => {
    if (count > 0 && lastShown >= count - 15) onNearEnd();
  }, [lastShown, count, onNearEnd]);
  return {
    box,
    shown: items.map((item) => item.index),
    before: items[0]?.start ?? 0,
    after: virtual.getTotalSize() - (last?.end ?? 0),
    showRow: (at) => virtual.scrollToIndex(at),
  };
}

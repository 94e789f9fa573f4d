import { type RefObject, useRef } from 'react';
import { useKeys } from '../../lib/browser/keys.ts';

/** J and K go through the rows of a list whatever its length; Enter opens the one that has the focus, as it is a link. */
export function useRowKeys(box: RefObject<HTMLElement | null>, count: number, showRow: (at: number) => void): void {
  const at = useRef(-1);
  const step = (by: number) => () => {
    const here = document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset['row'];
    const from = here === undefined ? at.current : Number(here);
    const next = Math.min(Math.max(from + by, 0), count - 1);
    if (next < 0) return;
    at.current = next;
    showRow(next);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-row="${next}"] a`)?.focus());
  };
  useKeys({ j: step(1), k: step(-1) });
}

import { useLocation } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef } from 'react';
import { keepPlace, placeIn } from './list-place.ts';

/** Which entry of the history the list stands in. */
export const useEntry = (): string => useLocation({ select: ({ state }) => state.__TSR_key ?? state.key ?? '' });

/**
 * Keeps how far down a list is and which change was opened, and finds both again on the way back. `isThere` says that the rows
 * are drawn.
 */
export function usePlace(box: RefObject<HTMLElement | null>, entry: string, isThere: boolean): void {
  const isFound = useRef(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const keep = () => isFound.current && keepPlace(entry, { top: element.scrollTop, left: element.scrollLeft });
    const open = (event: Event) => {
      const link = event.target instanceof Element ? event.target.closest('a[data-number]') : null;
      const number = link?.getAttribute('data-number');
      if (number) keepPlace(entry, { number, top: element.scrollTop });
    };
    element.addEventListener('scroll', keep, { passive: true });
    element.addEventListener('click', open, { capture: true });
    return () => {
      element.removeEventListener('scroll', keep);
      element.removeEventListener('click', open, { capture: true });
    };
  });
  useEffect(() => {
    const element = box.current;
    if (!isThere || isFound.current || !element) return;
    isFound.current = true;
    const place = placeIn(entry);
    if (!place) return;
    element.scrollTop = place.top;
    element.scrollLeft = place.left;
    if (place.number) focusWhenThere(element, place.number, 20);
  }, [box, entry, isThere]);
}

/** The row is drawn a few frames after the list has come to its place. A menu that was opened meanwhile keeps the focus. */
function focusWhenThere(within: HTMLElement, number: string, frames: number): void {
  if (document.querySelector('[role=menu], [role=dialog]')) return;
  const link = within.querySelector<HTMLElement>(`a[data-number="${CSS.escape(number)}"]`);
  if (link) link.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusWhenThere(within, number, frames - 1));
}

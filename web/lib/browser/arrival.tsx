import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';

type Props = { at: string; children: ReactNode };

/** A part of a page to which a link leads by its hash, also where it is there only once its data has come. The hands go with it. */
export function Arrival({ at, children }: Props) {
  const part = useRef<HTMLDivElement>(null);
  const { hash, entry } = useLocation({ select: ({ hash, state }) => ({ hash, entry: state.__TSR_key ?? '' }) });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same link pressed again leads here again
  useEffect(() => {
    if (hash !== at || !part.current) return;
    part.current.scrollIntoView({ block: 'center', behavior: 'instant' });
    (part.current.querySelector<HTMLElement>('button, a[href]') ?? part.current).focus({ preventScroll: true });
  }, [hash, at, entry]);
  return (
    <div ref={part} tabIndex={-1}>
      {children}
    </div>
  );
}

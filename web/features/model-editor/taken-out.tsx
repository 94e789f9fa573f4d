import { t } from '@lingui/core/macro';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/buttons/button.tsx';
import { taken } from './editable.ts';

type Gone<T> = { one: T; at: number; nth: number };
export type Out<T> = { takeOut(at: number): void; shownAt(at: number, nameOf: (one: T) => string): ReactNode };

/** Takes one out of a list, and keeps it at hand until another is taken out, also while another part of the page is shown. */
export function useTakenOut<T>(list: readonly T[], save: (next: T[]) => void): Out<T> {
  const seen = useRef(-1);
  const [gone, setGone] = useState<Gone<T>>();
  const [nth, setNth] = useState(0);
  const takeOut = (at: number) => {
    const one = list[at];
    if (one === undefined) return;
    setGone({ one, at, nth });
    setNth(nth + 1);
    save(taken(list, at));
  };
  const putBack = () => {
    if (!gone) return;
    save([...list.slice(0, gone.at), gone.one, ...list.slice(gone.at)]);
    setGone(undefined);
  };
  /** What to show before the one at a place, or behind the last. */
  const shownAt = (at: number, nameOf: (one: T) => string) =>
    gone && Math.min(gone.at, list.length) === at ? (
      <TakenOut
        key={`gone ${gone.nth}`}
        name={nameOf(gone.one)}
        isNew={seen.current < gone.nth}
        onSeen={() => {
          seen.current = gone.nth;
        }}
        onPutBack={putBack}
      />
    ) : undefined;
  return { takeOut, shownAt };
}

type Props = { name: string; isNew: boolean; onSeen: () => void; onPutBack: () => void };

/** Says what was taken out, where the hands are, and puts it back. It takes the focus once: not when one comes back to it. */
function TakenOut({ name, isNew, onSeen, onPutBack }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when it appears, and never again
  useEffect(() => {
    if (isNew) button.current?.focus();
    onSeen();
  }, []);
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 rounded-lg border border-line px-4 py-1.5 text-sm">
      <span className="min-w-0 grow text-fg-2">{t`${name} was taken out.`}</span>
      <Button ref={button} kind="quiet" onClick={onPutBack}>{t`Put it back`}</Button>
    </div>
  );
}

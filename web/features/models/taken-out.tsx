import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { taken } from './editable.ts';

type Gone<T> = { one: T; at: number; nth: number };

/** Takes one out of a list, and keeps it at hand until another is taken out. */
export function useTakenOut<T>(list: readonly T[], save: (next: T[]) => void) {
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
      <TakenOut key={`gone ${gone.nth}`} name={nameOf(gone.one)} onPutBack={putBack} />
    ) : undefined;
  return { takeOut, shownAt };
}

/** Says what was taken out, where the hands are, and puts it back. */
function TakenOut({ name, onPutBack }: { name: string; onPutBack: () => void }) {
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 rounded-lg border border-line px-4 py-1.5 text-sm">
      <span className="min-w-0 grow text-fg-2">{t`${name} was taken out.`}</span>
      <Button autoFocus kind="quiet" onClick={onPutBack}>{t`Put it back`}</Button>
    </div>
  );
}

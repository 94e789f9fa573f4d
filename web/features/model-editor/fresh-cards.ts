import { useState } from 'react';

export type FreshCards = {
  keyAt(at: number): number;
  isFresh(at: number): boolean;
  added(at: number, of: number): void;
};

/** Which card of a list was added last. Cards are told apart by their place, so one put among them must not take another's. */
export function useFreshCards(): FreshCards {
  const [keys, setKeys] = useState<readonly number[]>([]);
  const keyAt = (at: number) => keys[at] ?? at;
  // Below zero: no place has such a key.
  const newest = Math.min(0, ...keys);
  return {
    keyAt,
    isFresh: (at) => keys[at] !== undefined && keys[at] < 0 && keys[at] === newest,
    added: (at, of) => {
      const before = Array.from({ length: of }, (_, place) => keyAt(place));
      setKeys([...before.slice(0, at), newest - 1, ...before.slice(at)]);
    },
  };
}

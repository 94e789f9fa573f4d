import { useEffect, useState } from 'react';

const nameOf = (key: string) => `interlock.draft.${key}`;

/** What stands in this tab under a key, or nothing. */
export function keptAt(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(nameOf(key)) ?? 'null');
  } catch {
    return null;
  }
}

/** What was typed and not sent is no longer wanted. */
export const forget = (key: string): void => sessionStorage.removeItem(nameOf(key));

/** Whether anything was typed and not sent. */
export const isKeptAt = (key: string): boolean => sessionStorage.getItem(nameOf(key)) !== null;

/** Where the tab has no room it is simply not kept. */
export function keep(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(nameOf(key), JSON.stringify(value));
  } catch {
    // Full, or shut off: the words still stand on the screen.
  }
}

/**
 * What somebody is typing, kept in this tab so that a reload takes none of it. `read` makes of what was kept what the screen of
 * today understands, or nothing.
 */
export function useKept<T>(key: string, begin: T, read: (kept: unknown) => T | undefined) {
  const [value, setValue] = useState<T>(() => read(keptAt(key)) ?? begin);
  const [isKept, setKept] = useState(() => read(keptAt(key)) !== undefined);
  useEffect(() => {
    if (isKept) keep(key, value);
  }, [key, value, isKept]);
  return {
    value,
    /** Whether anything was typed since it began. */
    isKept,
    set(next: T) {
      setKept(true);
      setValue(next);
    },
    drop() {
      setKept(false);
      setValue(begin);
      forget(key);
    },
  };
}

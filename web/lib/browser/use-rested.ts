import { useEffect, useState } from 'react';

/** A value once it has stood still for a while, so that not every letter asks the server. */
export function useRested<T>(value: T, afterMs: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const rest = setTimeout(() => setRested(value), afterMs);
    return () => clearTimeout(rest);
  }, [value, afterMs]);
  return rested;
}

import { useSyncExternalStore } from 'react';

export function useMediaQuery(query: string): boolean {
  const media = matchMedia(query);
  return useSyncExternalStore(
    (hear) => {
      media.addEventListener('change', hear);
      return () => media.removeEventListener('change', hear);
    },
    () => media.matches,
  );
}

import { useEffect, useRef } from 'react';

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** What opens the palette, as this machine's keyboard says it. */
export const paletteKeys = isApple ? '⌘K' : 'Ctrl K';

/** With a modifier, so it works while one types and where single letters are switched off; not over another dialog. */
export function usePaletteKeys(open: () => void): void {
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
    function hear(event: KeyboardEvent): void {
      if (event.key.toLowerCase() !== 'k' || event.shiftKey || event.altKey) return;
      if (isApple ? !event.metaKey : !event.ctrlKey) return;
      event.preventDefault();
      if (!document.querySelector('[role=dialog],[role=alertdialog]')) latest.current();
    }
  }, []);
}

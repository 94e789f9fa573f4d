import { useEffect, useRef } from 'react';

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, [contenteditable], [role="dialog"]') !== null;

/** Files that are pasted onto the page, such as a picture of the screen; what is pasted into a field stays there. */
export function usePastedFiles(onFiles: ((files: Iterable<File>) => void) | undefined): void {
  const taken = useRef(onFiles);
  taken.current = onFiles;
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || !taken.current || isWriting(event.target)) return;
      event.preventDefault();
      taken.current(files);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);
}

import { useSyncExternalStore } from 'react';

export type Notice = { id: number; text: string };

let notices: readonly Notice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();
const shownFor = 6_000;

/** Says once, on screen and to screen readers, that something was done. Refusals stay at their place instead. */
export function say(text: string): void {
  lastId += 1;
  const id = lastId;
  show([...notices, { id, text }].slice(-3));
  setTimeout(() => unsay(id), shownFor);
}

export function unsay(id: number): void {
  show(notices.filter((notice) => notice.id !== id));
}

export const useNotices = (): readonly Notice[] => useSyncExternalStore(listen, () => notices);

function show(next: readonly Notice[]): void {
  notices = next;
  for (const hear of listeners) hear();
}

function listen(hear: () => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

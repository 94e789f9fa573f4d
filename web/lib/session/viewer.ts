import { useSyncExternalStore } from 'react';

/** Whose clock and language the screens speak. */
export type Viewer = { zone: string; siteZone: string; locale: string };

const machine = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
let viewer: Viewer = { zone: machine, siteZone: machine, locale: navigator.language || 'en' };
const listeners = new Set<() => void>();

export function setViewer(next: Partial<Viewer>): void {
  viewer = { ...viewer, ...next };
  for (const hear of listeners) hear();
}

/** The same where nothing is drawn. */
export const viewerNow = (): Viewer => viewer;

export const useViewer = (): Viewer => useSyncExternalStore(listen, () => viewer);

function listen(hear: () => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

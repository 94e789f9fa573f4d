import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';

const setting = 'interlock.theme';
const system = matchMedia('(prefers-color-scheme: dark)');
let theme: Theme = 'system';
const listeners = new Set<() => void>();

/** Shows a theme now and remembers it on this machine, so that the next page starts in it before the first paint. */
export function showTheme(next: Theme): void {
  theme = next;
  localStorage.setItem(setting, next);
  paint();
}

export const useDark = (): boolean => useSyncExternalStore(listen, isDark);

function isDark(): boolean {
  return document.documentElement.dataset['theme'] === 'dark';
}

function paint(): void {
  const dark = theme === 'dark' || (theme === 'system' && system.matches);
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  for (const hear of listeners) hear();
}

function listen(hear: () => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

system.addEventListener('change', paint);

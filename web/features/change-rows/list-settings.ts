import type { ListColumn as AnyColumn } from '@interlock/contract/exports.ts';
import { useSyncExternalStore } from 'react';

/** A column that one can choose: the number and the title always stand, and an outcome stands in place of the state. */
export type ListColumn = Exclude<AnyColumn, 'number' | 'title' | 'outcome'>;

/** How the list of changes looks on this machine: which columns in which order, and how close the rows stand. */
export type ListSettings = { columns: readonly ListColumn[]; compact: boolean };

export const offered: readonly ListColumn[] = [
  'state',
  'priority',
  'risk',
  'model',
  'requester',
  'assignee',
  'team',
  'plannedStart',
  'plannedEnd',
  'createdAt',
  'updatedAt',
  'wait',
];
const usual: ListSettings = { columns: ['state', 'priority', 'assignee', 'plannedStart'], compact: false };
const key = 'interlock.changes';
const listeners = new Set<() => void>();
let settings = read();

export const useListSettings = (): ListSettings => useSyncExternalStore(listen, () => settings);

export function setListSettings(next: Partial<ListSettings>): void {
  settings = { ...settings, ...next };
  localStorage.setItem(key, JSON.stringify(settings));
  for (const hear of listeners) hear();
}

/** A column put last, or taken out. */
export const toggledColumn = (columns: readonly ListColumn[], column: ListColumn): ListColumn[] =>
  columns.includes(column) ? columns.filter((one) => one !== column) : [...columns, column];

/** A column one place further left. */
export function movedLeft(columns: readonly ListColumn[], column: ListColumn): ListColumn[] {
  const at = columns.indexOf(column);
  const before = columns[at - 1];
  if (before === undefined) return [...columns];
  return columns.map((one, place) => (place === at - 1 ? column : place === at ? before : one));
}

export function columnsAmong(words: unknown): ListColumn[] {
  return Array.isArray(words)
    ? offered.filter((one) => words.includes(one)).sort((a, b) => words.indexOf(a) - words.indexOf(b))
    : [];
}

function read(): ListSettings {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}');
    const columns = columnsAmong(kept.columns);
    return { columns: columns.length > 0 ? columns : usual.columns, compact: kept.compact === true };
  } catch {
    return usual;
  }
}

function listen(hear: () => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

import type { listChangesRoute } from '@interlock/contract/changes.ts';
import type { InputOf } from '../../lib/calls/call.ts';
import { type Filters, valuesOf } from '../change-filters/index.ts';

type ListInput = InputOf<typeof listChangesRoute>;

/** The filters of the address as the calls take them. Values nobody offers are the server's to refuse. */
export function narrowedBy(filters: Filters): Record<string, unknown> & Omit<ListInput, 'cursor' | 'limit'> {
  const many = Object.fromEntries(
    (['state', 'model', 'priority', 'category', 'risk', 'outcome'] as const).map((name) => [
      name,
      filters[name] ? valuesOf(filters[name]) : undefined,
    ]),
  );
  // `as`: an address may say anything; the server refuses what is no filter.
  return { ...filters, ...many } as Omit<ListInput, 'cursor' | 'limit'> & Record<string, unknown>;
}

export const listInput = (filters: Filters, cursor: string): Record<string, unknown> & ListInput => ({
  ...narrowedBy(filters),
  limit: 100,
  cursor: cursor || undefined,
});

import type { listChangesRoute } from '@interlock/contract/changes.ts';
import type { InputOf } from '../../lib/call.ts';
import { type Filters, filterNames, valuesOf } from './filters.ts';

/** Filters that hold several values. */
const joined = ['state', 'model', 'priority', 'category', 'risk', 'outcome'] as const;

type ListInput = InputOf<typeof listChangesRoute>;

/** The filters of the address as the call takes them. Values nobody offers are the server's to refuse. */
export function listInput(filters: Filters, cursor: string): Record<string, unknown> & ListInput {
  const many = Object.fromEntries(joined.map((name) => [name, filters[name] ? valuesOf(filters[name]) : undefined]));
  const single = filterNames.filter((name) => !joined.some((one) => one === name));
  return {
    ...many,
    ...Object.fromEntries(single.map((name) => [name, filters[name]])),
    limit: 100,
    cursor: cursor || undefined,
  } as ListInput & Record<string, unknown>;
}

import type { listChangesRoute } from '@interlock/contract/changes.ts';
import type { InputOf } from '../../lib/call.ts';
import { type Filters, valuesOf } from './filters.ts';

type ListInput = InputOf<typeof listChangesRoute>;

/** The filters of the address as the call takes them. Values nobody offers are the server's to refuse. */
export function listInput(filters: Filters, cursor: string): Record<string, unknown> & ListInput {
  const many = Object.fromEntries(
    (['state', 'model', 'priority', 'category', 'risk', 'outcome'] as const).map((name) => [
      name,
      filters[name] ? valuesOf(filters[name]) : undefined,
    ]),
  );
  const { q, assignee, requester, team, imported, onHold, template, templateVersion } = filters;
  return {
    ...many,
    q,
    assignee,
    requester,
    team,
    imported,
    onHold,
    template,
    templateVersion,
    limit: 100,
    cursor: cursor || undefined,
  } as ListInput & Record<string, unknown>;
}

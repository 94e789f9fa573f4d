import { listAnnouncementsRoute } from '@interlock/contract/announcements.ts';
import { listAuditRoute } from '@interlock/contract/audit.ts';
import { showReviewRoute } from '@interlock/contract/change-reviews.ts';
import { showRunRoute } from '@interlock/contract/change-runs.ts';
import { listActivityRoute, listRevisionsRoute } from '@interlock/contract/changes.ts';
import { listFilesRoute } from '@interlock/contract/files.ts';
import { listImprovementsRoute } from '@interlock/contract/improvements.ts';
import { listIncidentsRoute } from '@interlock/contract/incidents.ts';
import { listOverridesRoute } from '@interlock/contract/overrides.ts';
import type { Route } from '@interlock/contract/route.ts';
import { listChangeTasksRoute } from '@interlock/contract/tasks.ts';
import { useQuery } from '@tanstack/react-query';
import { call, type InputOf, type OutputOf } from '../../lib/calls/call.ts';
import { reads } from '../../lib/calls/query.ts';
import { useMay } from '../../lib/session/session.ts';

/** Paper has an end: so many are printed, and that there are more is said. */
const most = 1_000;

/** Everything that is kept of a change beside the change itself, read to its end. */
export function useRecord(changeId: string) {
  const mayAudit = useMay('audit.read');
  const revisions = useWhole(listRevisionsRoute, { changeId, limit: 200 });
  const activity = useWhole(listActivityRoute, { changeId, limit: 200 });
  const overrides = useWhole(listOverridesRoute, { change: changeId, limit: 200 });
  const tasks = useQuery(reads(listChangeTasksRoute, { changeId }));
  const files = useQuery(reads(listFilesRoute, { changeId }));
  const review = useQuery(reads(showReviewRoute, { changeId }));
  const run = useQuery(reads(showRunRoute, { changeId }));
  const announcements = useQuery(reads(listAnnouncementsRoute, { changeId }));
  const incidents = useWhole(listIncidentsRoute, { change: changeId, limit: 100 });
  const lessons = useWhole(listImprovementsRoute, { change: changeId, limit: 100 });
  const events = useQuery({
    queryKey: ['print', listAuditRoute.path, changeId],
    queryFn: async ({ signal }) => {
      const { items } = await call(listAuditRoute, { object: changeId, limit: 1 }, { signal });
      return items[0] ? hashOf(items[0].leaf) : '';
    },
    enabled: mayAudit,
  });
  const parts = { revisions, activity, overrides, tasks, files, review, run, announcements, incidents, lessons };
  return { ...parts, waiting: Object.values(parts).some(({ isPending }) => isPending), lastEvent: events.data };
}

type Paged<R extends Route> = OutputOf<R> extends { items: (infer Item)[] } ? Item : never;

function useWhole<R extends Route>(route: R, input: InputOf<R>) {
  return useQuery({
    queryKey: ['print', route.path, input],
    queryFn: async ({ signal }) => {
      const all: Paged<R>[] = [];
      let cursor: string | null = '';
      while (cursor !== null && all.length < most) {
        // `as`: what a route of pages takes and answers, which its general type does not say.
        const page = (await call(route, { ...input, ...(cursor && { cursor }) } as InputOf<R>, { signal })) as {
          items: Paged<R>[];
          next: string | null;
        };
        all.push(...page.items);
        cursor = page.next;
      }
      return { items: all, more: cursor !== null };
    },
  });
}

/** The sum of an event's kept bytes, by which the record can be compared with the audit log later. */
async function hashOf(leaf: string): Promise<string> {
  if (!('subtle' in crypto)) return '';
  const sum = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(leaf));
  return [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

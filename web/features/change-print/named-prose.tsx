import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { listPeopleRoute } from '@interlock/contract/people.ts';
import { useQueries } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { reads } from '../../lib/calls/query.ts';
import { useMay } from '../../lib/session/session.ts';
import { Prose } from '../../ui/markdown/prose.tsx';
import { byName, calledIn } from './called.ts';

const Called = createContext<ReadonlyMap<string, string>>(new Map());
export const CalledByName = Called.Provider;

/** What was written in Markdown, with those whom it calls by name. */
export function NamedProse({ html }: { html: string }) {
  return <Prose html={byName(html, useContext(Called))} />;
}

/** More than this nobody calls on one sheet; the rest keep their address. */
const most = 50;

/** The names of those who are called in what is printed, by their addresses. */
export function useCalled(change: ChangeDetail, others: readonly string[]) {
  const mayRead = useMay('person.read');
  const { description, implementationPlan, testPlan, backoutPlan, communicationPlan } = change;
  const own = [description, implementationPlan, testPlan, backoutPlan, communicationPlan].map(({ html }) => html);
  const emails = mayRead ? calledIn([...own, ...others]).slice(0, most) : [];
  return useQueries({
    queries: emails.map((q) => ({ ...reads(listPeopleRoute, { q, limit: 20 }), retry: false })),
    combine: (found) => ({
      waiting: found.some(({ isPending }) => isPending),
      names: new Map(
        found.flatMap(({ data }) => data?.items.map(({ email, name }) => [email.toLowerCase(), name] as const) ?? []),
      ),
    }),
  });
}

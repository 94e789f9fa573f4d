import { type ChangeNeeds, changeNeedsRoute } from '@interlock/contract/change-forms.ts';
import type { WrittenField } from '@interlock/contract/changes.ts';
import { says } from '@interlock/contract/says.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRested } from '../../lib/browser/use-rested.ts';
import type { InputOf } from '../../lib/calls/call.ts';
import { reads } from '../../lib/calls/query.ts';
import { type Refusal, refusalOf } from '../../lib/calls/refusal.ts';
import { type Entered, writtenOf } from '../change-fields/index.ts';

type Draft = { modelId: string; changeId?: string };
export type Needs = { needs: ChangeNeeds | undefined; working: boolean; refusal: Refusal | undefined };

const restedAfterMs = 300;

/** What the answers so far need, worked out anew once the typing rests. The last answer stands until the next one has come. */
export function useNeeds(draft: Draft, entered: Entered, edited: readonly WrittenField[], enabled = true): Needs {
  const asked: InputOf<typeof changeNeedsRoute> = { ...draft, ...writtenOf(entered, edited.filter(whole(entered))) };
  const input = JSON.stringify(asked);
  const rested = useRested(input, restedAfterMs);
  const { data, isFetching, error } = useQuery({
    ...reads(changeNeedsRoute, JSON.parse(rested)),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
    enabled,
  });
  return { needs: data, working: isFetching || rested !== input, refusal: error ? refusalOf(error) : undefined };
}

/** What is still being typed is no answer yet. */
const whole =
  (entered: Entered) =>
  (field: WrittenField): boolean => {
    const { title, window, downtime, contacts, links, priorityOverride } = entered;
    if (field === 'title') return title.trim() !== '';
    if (field === 'window') return window === null || Boolean(window.start && window.end);
    if (field === 'downtime') return !downtime?.window || Boolean(downtime.window.start && downtime.window.end);
    if (field === 'contacts') return contacts.every(({ inHouse, person, name }) => (inHouse ? person : name.trim()));
    if (field === 'links') return links.every(({ url }) => URL.canParse(url));
    return field !== 'priorityOverride' || !priorityOverride || says(priorityOverride.reason);
  };

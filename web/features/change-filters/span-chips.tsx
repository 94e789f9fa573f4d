import { t } from '@lingui/core/macro';
import { X } from 'lucide-react';
import { formatDay } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button } from '../../ui/buttons/button.tsx';
import type { FilterName, Filters } from './filters.ts';

type Narrowing = { names: readonly FilterName[]; words: string };

/** Further parts of the sentence: what a list is narrowed to without a choice of its own, as it came with the link that was followed; a press takes it away. */
export function SpanChips({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const viewer = useViewer();
  const span = (from: FilterName, to: FilterName, words: string): Narrowing => ({
    names: [from, to],
    words: `${words} ${spanWords(filters[from], filters[to], viewer)}`,
  });
  const narrowings: Narrowing[] = [
    span('endsFrom', 'endsTo', t`ending`),
    span('raisedFrom', 'raisedTo', t`raised`),
    span('closedFrom', 'closedTo', t`closed`),
  ];
  if (filters.missed) narrowings.push({ names: ['missed'], words: t`with a missed window` });
  return narrowings
    .filter(({ names }) => names.some((name) => filters[name]))
    .map(({ names, words }) => (
      <Button
        key={names[0]}
        kind="selected"
        aria-label={t`${words}: take away`}
        onClick={() =>
          onChange(
            Object.fromEntries(Object.entries(filters).filter(([name]) => !names.some((taken) => taken === name))),
          )
        }
      >
        {words}
        <X size={13} aria-hidden="true" />
      </Button>
    ));
}

type Place = { zone: string; locale: string };

/** The last day that lies in the span, not the midnight after it. */
function spanWords(from: string | undefined, to: string | undefined, place: Place): string {
  const last = to && formatDay(new Date(Date.parse(to) - 1).toISOString(), place);
  const first = from && formatDay(from, place);
  if (first && last) return first === last ? first : `${first} – ${last}`;
  return first ? t`since ${first}` : t`until ${last ?? ''}`;
}

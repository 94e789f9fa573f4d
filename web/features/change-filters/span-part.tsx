import { t } from '@lingui/core/macro';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { formatDate } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button, buttonLook } from '../../ui/buttons/button.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Popover } from '../../ui/overlays/popover.tsx';
import type { Filters } from './filters.ts';
import { daysOf, instantsOf, type Span, type SpanName, spanOf } from './spans.ts';

type Planned = { plannedFrom?: string | undefined; plannedTo?: string | undefined; planned?: string | undefined };
type Props = { filters: Filters; opened: boolean; onClosed: () => void; onChange: (planned: Planned) => void };

const nothing = { plannedFrom: undefined, plannedTo: undefined, planned: undefined };

/** Planned to begin in a week, a month, between two days, or not planned at all. */
export function SpanPart({ filters, opened, onClosed, onChange }: Props) {
  const { zone, locale } = useViewer();
  const [open, setOpen] = useState(opened);
  const days = daysOf(filters.plannedFrom, filters.plannedTo, zone);
  const quick: Record<SpanName, string> = {
    thisWeek: t`This week`,
    nextWeek: t`Next week`,
    thisMonth: t`This month`,
    nextMonth: t`Next month`,
  };
  const names = ['thisWeek', 'nextWeek', 'thisMonth', 'nextMonth'] as const;
  const isOn = filters.planned !== undefined || days.from !== undefined || days.to !== undefined;
  const put = (span: Partial<Span>) => onChange({ ...nothing, ...instantsOf(span, zone) });
  function close(): void {
    setOpen(false);
    onClosed();
  }
  return (
    <Popover
      title={t`Planned start`}
      open={open}
      onOpenChange={(next) => (next ? setOpen(true) : close())}
      trigger={
        <button type="button" className={`${buttonLook(isOn ? 'selected' : 'plain')} max-w-full`}>
          <span className="truncate">{saysOf(filters, days, (day) => formatDate(day, locale))}</span>
          <ChevronDown size={14} aria-hidden="true" className="shrink-0" />
        </button>
      }
    >
      <div className="flex flex-col gap-3 p-4">
        <div className="flex flex-wrap gap-2">
          {names.map((name) => (
            <Button
              key={name}
              onClick={() => {
                put(spanOf(name, new Date().toISOString(), zone));
                close();
              }}
            >
              {quick[name]}
            </Button>
          ))}
          <Button
            onClick={() => {
              onChange({ ...nothing, planned: 'false' });
              close();
            }}
          >{t`Not planned`}</Button>
        </div>
        <div className="grid grid-cols-2 gap-3">
          <TextInput label={t`From`} type="date" value={days.from ?? ''} onChange={(from) => put({ ...days, from })} />
          <TextInput label={t`Up to`} type="date" value={days.to ?? ''} onChange={(to) => put({ ...days, to })} />
        </div>
        {isOn && (
          <Button
            kind="quiet"
            className="self-start"
            onClick={() => {
              onChange(nothing);
              close();
            }}
          >{t`Take this filter out`}</Button>
        )}
      </div>
    </Popover>
  );
}

function saysOf({ planned }: Filters, { from, to }: Partial<Span>, word: (day: string) => string): string {
  if (from && to && from === to) return t`planned for ${word(from)}`;
  if (from && to) return t`planned from ${word(from)} to ${word(to)}`;
  if (from) return t`planned from ${word(from)} on`;
  if (to) return t`planned up to ${word(to)}`;
  if (planned === 'false') return t`without a planned window`;
  return planned === 'true' ? t`with a planned window` : t`Planned start`;
}

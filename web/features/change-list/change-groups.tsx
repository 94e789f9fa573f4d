import type { ChangeGroup, Grouping } from '@interlock/contract/views.ts';
import { plural, t } from '@lingui/core/macro';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { useKeys } from '../../lib/browser/keys.ts';
import { useMediaQuery } from '../../lib/browser/use-media-query.ts';
import { formatDate } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { type Filters, plannedWithin, withFilters } from '../change-filters/index.ts';
import {
  columnOf,
  ListError,
  NarrowRow,
  useEntry,
  useGroupsOf,
  useListSettings,
  usePlace,
  useRows,
  WideHead,
  WideRow,
} from '../change-rows/index.ts';
import { kindWord, priorityWord } from '../changes/index.ts';

type Props = { filters: Filters; by: Grouping; nothing: ReactNode };

/** Which groups are open, by the entry of the history: going back finds them open again. */
const openIn = new Map<string, ReadonlySet<string>>();

/** The list in groups. Each says how many it holds, and its rows are read when it is opened. */
export default function ChangeGroups({ filters, by, nothing }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const entry = `${useEntry()} ${by}`;
  const wide = useMediaQuery('(min-width: 768px)');
  const groups = useGroupsOf(filters, by);
  const [chosen, setChosen] = useState(openIn.get(entry));
  const columns = useListSettings().columns.map((name) => columnOf[name]);
  const items = groups.data?.items ?? [];
  const open = chosen ?? new Set(items[0] ? [keyOf(items[0])] : []);
  const toggle = (key: string) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    openIn.set(entry, next);
    setChosen(next);
  };
  const step = (by: number) => () => {
    const links = [...(box.current?.querySelectorAll<HTMLElement>('[data-step]') ?? [])];
    const at = links.findIndex((link) => link.isSameNode(document.activeElement));
    links[Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
  };
  useKeys({ j: step(1), k: step(-1) });
  usePlace(box, entry, items.length > 0);
  if (groups.isPending) return <Skeleton rows={10} />;
  if (groups.isError && items.length === 0) {
    return <ListError error={groups.error} onRetry={() => void groups.refetch()} />;
  }
  if (items.length === 0) return nothing;
  const { left } = groups.data ?? { left: 0 };
  return (
    <div ref={box} className="scroll min-h-80 grow overflow-auto rounded-lg border border-line">
      <table aria-label={t`Changes`} className="w-full table-fixed text-sm">
        {wide && <WideHead columns={columns} />}
        {items.map((group) => (
          <Group
            key={keyOf(group)}
            group={group}
            by={by}
            filters={filters}
            isOpen={open.has(keyOf(group))}
            wide={wide}
            onToggle={() => toggle(keyOf(group))}
          />
        ))}
      </table>
      {left > 0 && (
        <p className="px-3 py-2 text-xs text-fg-2">
          {by === 'week'
            ? plural(left, {
                one: '# week is longer ago: narrow the list to see it.',
                other: '# weeks are longer ago: narrow the list to see them.',
              })
            : plural(left, {
                one: '# smaller group is not shown: narrow the list to see it.',
                other: '# smaller groups are not shown: narrow the list to see them.',
              })}
        </p>
      )}
    </div>
  );
}

const keyOf = ({ key }: ChangeGroup): string => key ?? 'none';

type GroupProps = {
  group: ChangeGroup;
  by: Grouping;
  filters: Filters;
  isOpen: boolean;
  wide: boolean;
  onToggle: () => void;
};

function Group({ group, by, filters, isOpen, wide, onToggle }: GroupProps) {
  const { locale } = useViewer();
  const { columns: chosen, compact } = useListSettings();
  const columns = chosen.map((name) => columnOf[name]);
  const found = useRows(withFilters(filters, filterOf(by, group, filters)), isOpen);
  const { rows } = found;
  const { count } = group;
  const name = nameOf(by, group, locale);
  const across = wide ? columns.length + 2 : 1;
  return (
    <tbody>
      <tr className="border-t border-line bg-sunken">
        <th scope="rowgroup" colSpan={across} className="px-1.5 py-1 text-left font-normal">
          <button
            type="button"
            data-step=""
            aria-expanded={isOpen}
            onClick={onToggle}
            className="flex min-h-8 w-full items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-hover"
          >
            <ChevronRight size={14} aria-hidden="true" className={cx('shrink-0 text-fg-3', isOpen && 'rotate-90')} />
            <span className="truncate font-medium">{name}</span>
            <span className="text-xs text-fg-2 tabular-nums">{count.toLocaleString(locale)}</span>
          </button>
        </th>
      </tr>
      {isOpen &&
        rows.map((row, at) =>
          wide ? (
            <WideRow key={row.id} row={row} at={at} columns={columns} height={compact ? 30 : 40} />
          ) : (
            <NarrowRow key={row.id} row={row} at={at} />
          ),
        )}
      {isOpen && (found.isPending || found.hasNextPage || found.isError) && (
        <tr className="border-t border-line">
          <td colSpan={across} className="px-3 py-2">
            {found.isError ? (
              <Button kind="quiet" onClick={() => void found.refetch()}>{t`Could not be read. Try again`}</Button>
            ) : (
              <Button
                kind="quiet"
                busy={found.isPending || found.isFetchingNextPage}
                onClick={found.more}
              >{t`Show more of ${name}`}</Button>
            )}
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** A group is a filter. */
function filterOf(by: Grouping, { key, from, to }: ChangeGroup, filters: Filters): Filters {
  if (by === 'week') return from && to ? plannedWithin(filters, { from, to }) : { planned: 'false' };
  return { [by]: key ?? 'none' };
}

function nameOf(by: Grouping, { key, name }: ChangeGroup, locale: string): string {
  if (key === null) {
    if (by === 'week') return t`Not planned`;
    return by === 'team' ? t`No team` : t`Nobody`;
  }
  if (by === 'priority') return `${key} ${priorityWord(Number(key))}`;
  const words: Readonly<Record<string, (() => string) | undefined>> = kindWord;
  if (by === 'state') return words[key]?.() ?? key;
  return by === 'week' ? t`Week from ${formatDate(key, locale)}` : (name ?? key);
}

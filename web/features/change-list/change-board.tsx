import { type StateKind, stateKinds } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { useKeys } from '../../lib/browser/keys.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { StateGlyph } from '../../ui/glyphs/state-glyph.tsx';
import { Sideways } from '../../ui/layout/sideways.tsx';
import { useVirtualRows } from '../../ui/layout/use-virtual-rows.ts';
import { type Filters, valuesOf, withFilters } from '../change-filters/index.ts';
import { ListError, useEntry, useGroupsOf, usePlace, useRows } from '../change-rows/index.ts';
import { kindWord } from '../changes/index.ts';
import { BoardCard, cardHeight } from './board-card.tsx';

type Props = { filters: Filters; onOpenState: (kind: StateKind) => void };

/**
 * Changes by what their state means, whatever their model calls it. A card leads to its change, where it is moved: no move goes
 * past a guard. The table shows the same as a list.
 */
export default function ChangeBoard({ filters, onOpenState }: Props) {
  const board = useRef<HTMLDivElement>(null);
  const entry = useEntry();
  const chosen = valuesOf(filters.state);
  const columns = stateKinds.filter((kind) => chosen.length === 0 || chosen.includes(kind));
  const groups = useGroupsOf(filters, 'state');
  const counts = new Map(groups.data?.items.map(({ key, count }) => [key, count]));
  const go = (key: string) => () => focusNext(board.current, document.activeElement, key);
  useKeys({ j: go('ArrowDown'), k: go('ArrowUp') });
  usePlace(board, entry, true);
  function typed(event: KeyboardEvent<HTMLDivElement>): void {
    if (!event.key.startsWith('Arrow') || event.altKey || event.ctrlKey || event.metaKey) return;
    if (focusNext(board.current, document.activeElement, event.key)) event.preventDefault();
  }
  return (
    <>
      <p className="mb-2 text-xs text-fg-3 max-md:hidden">
        {t`Arrows, or J and K, go from card to card; Enter opens the change, where it is moved.`}
      </p>
      <Sideways box={board} onKeyDown={typed} className="flex min-h-96 snap-x gap-3 pb-2 max-md:snap-mandatory">
        {columns.map((kind) => (
          <Column
            key={kind}
            kind={kind}
            filters={filters}
            entry={`${entry} ${kind}`}
            count={groups.data && (counts.get(kind) ?? 0)}
            onOpen={() => onOpenState(kind)}
          />
        ))}
      </Sideways>
    </>
  );
}

/** The card above or below, or at about the same height in the next column that has one. */
function focusNext(board: HTMLElement | null, from: Element | null, key: string): boolean {
  const lists = [...(board?.querySelectorAll('ul') ?? [])].map((list) => [...list.querySelectorAll('a')]);
  const column = lists.findIndex((cards) => cards.some((card) => card === from));
  if (column < 0) {
    const first = lists.find((cards) => cards.length > 0)?.[0];
    first?.focus();
    return first !== undefined;
  }
  const at = lists[column]?.findIndex((card) => card.isSameNode(from)) ?? 0;
  const top = (card: HTMLElement) => card.getBoundingClientRect().top;
  const nearest = (cards: HTMLElement[]) =>
    cards.toSorted((one, other) => Math.abs(top(one) - heightOf(from)) - Math.abs(top(other) - heightOf(from)))[0];
  const heightOf = (card: Element | null) => card?.getBoundingClientRect().top ?? 0;
  const vertical = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
  const beside = key === 'ArrowLeft' ? lists.slice(0, column).reverse() : lists.slice(column + 1);
  const next = vertical === 0 ? nearest(beside.find((one) => one.length > 0) ?? []) : lists[column]?.[at + vertical];
  next?.focus();
  return next !== undefined;
}

type ColumnProps = {
  kind: StateKind;
  filters: Filters;
  /** Of the history: where this column was scrolled to. */
  entry: string;
  count: number | undefined;
  onOpen: () => void;
};

function Column({ kind, filters, entry, count, onOpen }: ColumnProps) {
  const section = useRef<HTMLElement>(null);
  const isSeen = useSeen(section);
  const found = useRows(withFilters(filters, { state: kind }), isSeen && count !== 0);
  const { rows, more } = found;
  const { box, shown, before, after } = useVirtualRows(rows.length, cardHeight, more);
  usePlace(box, entry, rows.length > 0);
  const word = kindWord[kind]();
  return (
    <section
      ref={section}
      aria-label={word}
      className={cx(
        'flex min-h-0 shrink-0 snap-start flex-col rounded-lg border border-line bg-sunken',
        count === 0 ? 'w-32' : 'w-[min(240px,82vw)] grow',
      )}
    >
      <h2 className="flex min-h-10 items-center gap-2 px-3 text-xs font-semibold">
        <StateGlyph kind={kind} />
        <span className="grow">{word}</span>
        {count !== undefined && count > 0 && (
          <Button kind="quiet" aria-label={t`Show the ${count} in ${word} as a list`} onClick={onOpen}>
            <span className="font-normal tabular-nums">{count.toLocaleString()}</span>
          </Button>
        )}
        {count === 0 && <span className="px-3 font-normal text-fg-3 tabular-nums">0</span>}
      </h2>
      {found.isError && rows.length === 0 && <ListError error={found.error} onRetry={() => void found.refetch()} />}
      <div ref={box} className="scroll min-h-0 grow overflow-y-auto px-2 pb-2">
        <ul>
          <li aria-hidden="true" style={{ height: before }} />
          {shown.map((at) => {
            const row = rows[at];
            return (
              row && (
                <li key={row.id} style={{ height: cardHeight }}>
                  <BoardCard row={row} />
                </li>
              )
            );
          })}
          <li aria-hidden="true" style={{ height: after }} />
        </ul>
      </div>
    </section>
  );
}

/** Whether it has come into sight: a column further right is read when it is scrolled to. */
function useSeen(element: RefObject<HTMLElement | null>): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (isSeen || !element.current) return;
    const watch = new IntersectionObserver(
      (seen) => seen.some(({ isIntersecting }) => isIntersecting) && setSeen(true),
    );
    watch.observe(element.current);
    return () => watch.disconnect();
  }, [isSeen, element]);
  return isSeen;
}

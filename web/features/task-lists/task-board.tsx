import type { TaskKind } from '@interlock/contract/models.ts';
import type { TaskRow } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { type KeyboardEvent, useRef, useState } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Avatar } from '../../ui/glyphs/avatar.tsx';
import { Sideways } from '../../ui/layout/sideways.tsx';
import { At } from '../../ui/values/time.tsx';
import { TaskGlyph, taskKindWord, taskStateWord, useTaskAct } from '../tasks/index.ts';
import { asksFirst, type BoardMove, type Column, columns, moveTo, onward } from './board-moves.ts';
import { useTaskRows } from './use-task-rows.ts';

type Props = {
  mine: boolean;
  kind: readonly TaskKind[];
  /** Opens a task, and what it is asked for before it goes on. */
  onOpen: (number: string) => void;
};

/**
 * Tasks by how they stand. A card goes on by Alt and the right arrow or by dragging; the list shows the same and its drawer
 * does the same.
 */
export function TaskBoard({ mine, kind, onOpen }: Props) {
  const board = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<TaskRow>();
  const act = useTaskAct('');
  function carry(row: TaskRow, move: BoardMove | undefined): void {
    if (!move) return;
    if (asksFirst(row, move)) onOpen(row.number);
    else void act.run({ act: move, task: row, changeId: row.change.id });
  }
  function typed(event: KeyboardEvent<HTMLButtonElement>, row: TaskRow): void {
    const next = onward[row.state];
    if (event.altKey && event.key === 'ArrowRight' && next) {
      event.preventDefault();
      carry(row, moveTo(row, next));
    } else if (!event.altKey && event.key.startsWith('Arrow')) {
      if (focusNext(board.current, event.currentTarget, event.key)) event.preventDefault();
    }
  }
  return (
    <div className="flex min-h-0 grow flex-col gap-3">
      <RefusalNote refusal={act.refusal} />
      <p className="text-xs text-fg-3 max-md:hidden">{t`Arrows go from card to card, Enter opens one, Alt and the right arrow take it on.`}</p>
      <Sideways box={board} className="grid auto-cols-[minmax(210px,1fr)] grid-flow-col gap-3 pb-2">
        {columns.map((column) => (
          <ColumnOf
            key={column}
            column={column}
            mine={mine}
            kind={kind}
            takes={dragged !== undefined && moveTo(dragged, column) !== undefined}
            onDrop={() => dragged && carry(dragged, moveTo(dragged, column))}
            onDrag={setDragged}
            onKey={typed}
            onOpen={onOpen}
          />
        ))}
      </Sideways>
    </div>
  );
}

/** The card above, below, or at the same height in the next column that has one. */
function focusNext(board: HTMLElement | null, from: HTMLElement, key: string): boolean {
  const lists = [...(board?.querySelectorAll('ul') ?? [])].map((list) => [
    ...list.querySelectorAll<HTMLElement>('button'),
  ]);
  const column = lists.findIndex((cards) => cards.includes(from));
  const row = lists[column]?.indexOf(from) ?? -1;
  if (column < 0 || row < 0) return false;
  const vertical = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
  const beside = key === 'ArrowLeft' ? lists.slice(0, column).reverse() : lists.slice(column + 1);
  const cards = vertical === 0 ? beside.find((one) => one.length > 0) : lists[column];
  const next = vertical === 0 ? cards?.[Math.min(row, cards.length - 1)] : cards?.[row + vertical];
  next?.focus();
  return next !== undefined;
}

type ColumnProps = Pick<Props, 'mine' | 'kind' | 'onOpen'> & {
  column: Column;
  takes: boolean;
  onDrop: () => void;
  onDrag: (row: TaskRow | undefined) => void;
  onKey: (event: KeyboardEvent<HTMLButtonElement>, row: TaskRow) => void;
};

function ColumnOf({ column, mine, kind, takes, onDrop, onDrag, onKey, onOpen }: ColumnProps) {
  const found = useTaskRows({ mine: mine && column !== 'done', state: [column], kind });
  const { rows } = found;
  return (
    <section
      aria-label={taskStateWord[column]()}
      onDragOver={(event) => takes && event.preventDefault()}
      onDrop={onDrop}
      className={cx('flex min-h-40 flex-col rounded-lg border bg-sunken', takes ? 'border-accent' : 'border-line')}
    >
      <h2 className="flex items-center gap-2 px-3 py-2 text-xs font-semibold">
        <TaskGlyph state={column} />
        <span className="grow">{taskStateWord[column]()}</span>
        <span className="font-normal text-fg-2 tabular-nums">
          {found.hasNextPage ? `${rows.length}+` : rows.length}
        </span>
      </h2>
      <ul className="scroll flex min-h-0 grow flex-col gap-2 overflow-y-auto px-2 pb-2">
        {rows.map((row) => (
          <li key={row.id}>
            <BoardCard row={row} onDrag={onDrag} onKey={onKey} onOpen={() => onOpen(row.number)} />
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <Button
          kind="quiet"
          busy={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >{t`Show more`}</Button>
      )}
    </section>
  );
}

type CardProps = Pick<ColumnProps, 'onDrag' | 'onKey'> & { row: TaskRow; onOpen: () => void };

function BoardCard({ row, onDrag, onKey, onOpen }: CardProps) {
  const { done, all } = row.steps;
  return (
    <button
      type="button"
      draggable
      onDragStart={() => onDrag(row)}
      onDragEnd={() => onDrag(undefined)}
      onKeyDown={(event) => onKey(event, row)}
      onClick={onOpen}
      className="flex w-full flex-col gap-1 rounded-md border border-line bg-surface px-3 py-2 text-left text-sm shadow-card hover:bg-hover"
    >
      <span className="flex w-full items-center gap-2 text-xs text-fg-2">
        <span className="font-mono whitespace-nowrap">{row.number}</span>
        <span className="min-w-0 grow truncate">{taskKindWord[row.kind]()}</span>
        {all > 0 && <span className="tabular-nums">{`${done}/${all}`}</span>}
        {row.owner && (
          <>
            <Avatar name={row.owner.name} />
            <span className="sr-only">{row.owner.name}</span>
          </>
        )}
      </span>
      <span className="font-medium break-words">{row.title}</span>
      <span className="truncate text-xs text-fg-2">
        {row.change.number} {row.change.title}
      </span>
      {row.due && row.state !== 'done' && (
        <span className="text-xs text-fg-2">
          <At at={row.due} />
        </span>
      )}
    </button>
  );
}

import type { ChangeRow } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { LockKeyhole, MessageCircleQuestion } from 'lucide-react';
import { StateBadge } from '../../ui/glyphs/state-glyph.tsx';
import { Ago } from '../../ui/values/time.tsx';
import { OutcomeBadge } from '../changes/index.ts';
import type { Column } from './columns.tsx';
import { FoundIn } from './found-in.tsx';

/** How wide the number is, and the title at least. */
export const numberWidth = 92;
export const leastTitle = 240;

/** What stands above the columns. */
export function WideHead({ columns }: { columns: readonly Column[] }) {
  const head = 'px-3 text-left font-normal';
  return (
    <thead className="sticky top-0 z-10 bg-sunken text-xs text-fg-2">
      <tr className="h-8">
        <th scope="col" className={head} style={{ width: numberWidth }}>{t`Number`}</th>
        <th scope="col" className={head}>{t`Title`}</th>
        {columns.map(({ name, width }) => (
          <th key={name()} scope="col" className={head} style={{ width }}>
            {name()}
          </th>
        ))}
      </tr>
    </thead>
  );
}

type WideProps = { row: ChangeRow; at: number; columns: readonly Column[]; height: number };

/** One change as a row of the table. */
export function WideRow({ row, at, columns, height }: WideProps) {
  return (
    <tr
      data-row={at}
      aria-rowindex={at + 2}
      style={{ height }}
      className="relative border-t border-line focus-within:bg-hover hover:bg-hover"
    >
      <td className="px-3 font-mono text-xs text-fg-2">{row.number}</td>
      <td className="px-3">
        <span className="flex min-w-0 items-center gap-2">
          <Title row={row} />
          <FoundIn parts={row.foundIn} />
          {row.restricted && <Hidden />}
          {row.questionOpen && <Asked />}
        </span>
      </td>
      {columns.map(({ name, cell }) => (
        <td key={name()} className="truncate px-3 text-xs text-fg-2">
          {cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** The same on a narrow screen. */
export function NarrowRow({ row, at }: { row: ChangeRow; at: number }) {
  return (
    <tr data-row={at} aria-rowindex={at + 1} className="relative h-[76px] border-b border-line">
      <td className="px-3">
        <span className="flex min-w-0">
          <Title row={row} />
        </span>
        <span className="mt-1 flex flex-wrap items-center gap-2 text-xs text-fg-2">
          {row.outcome ? <OutcomeBadge outcome={row.outcome} /> : <StateBadge state={row.state} held={row.onHold} />}
          <span className="font-mono">{row.number}</span>
          <Ago at={isHistory(row) ? row.createdAt : row.updatedAt} />
          <FoundIn parts={row.foundIn} />
          {row.restricted && <Hidden />}
          {row.questionOpen && <Asked />}
        </span>
      </td>
    </tr>
  );
}

/** What was over elsewhere came here in one moment, which says nothing of it. */
const isHistory = ({ imported, state }: ChangeRow): boolean =>
  imported && (state.kind === 'closed' || state.kind === 'cancelled');

const Hidden = () => (
  <span title={t`Restricted`} className="shrink-0">
    <LockKeyhole size={13} aria-hidden="true" className="text-fg-2" />
    <span className="sr-only">{t`Restricted`}</span>
  </span>
);

function Title({ row }: { row: ChangeRow }) {
  return (
    <Link
      to="/changes/$number"
      params={{ number: row.number }}
      data-number={row.number}
      data-step=""
      className="truncate font-medium after:absolute after:inset-0"
    >
      {row.title}
    </Link>
  );
}

function Asked() {
  return (
    <span title={t`An approver asked for information`} className="shrink-0 text-authorize">
      <MessageCircleQuestion size={14} aria-hidden="true" />
      <span className="sr-only">{t`An approver asked for information`}</span>
    </span>
  );
}

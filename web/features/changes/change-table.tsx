import type { ChangeRow } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { LockKeyhole, MessageCircleQuestion } from 'lucide-react';
import { useMediaQuery } from '../../lib/use-media-query.ts';
import { StateBadge } from '../../ui/state-glyph.tsx';
import { Ago } from '../../ui/time.tsx';
import { useVirtualRows } from '../../ui/use-virtual-rows.ts';
import { type Column, columnOf } from './columns.tsx';
import { useListSettings } from './list-settings.ts';
import { OutcomeBadge } from './outcome-badge.tsx';
import { useRowKeys } from './use-row-keys.ts';

type Props = { rows: readonly ChangeRow[]; more: boolean; reading: boolean; onNearEnd: () => void };

const numberWidth = 92;
const leastTitle = 260;

/** The list as a table of any length: what is out of sight is not drawn, and the next page is read before the end. */
export function ChangeTable({ rows, more, reading, onNearEnd }: Props) {
  const wide = useMediaQuery('(min-width: 768px)');
  const { columns: chosen, compact } = useListSettings();
  const columns = chosen.map((name) => columnOf[name]);
  const height = wide ? (compact ? 30 : 40) : 76;
  const { box, shown, before, after, showRow } = useVirtualRows(rows.length, height, onNearEnd);
  const least = numberWidth + leastTitle + columns.reduce((sum, { width }) => sum + width, 0);
  useRowKeys(box, rows.length, showRow);
  return (
    <div ref={box} className="scroll min-h-80 grow overflow-auto rounded-lg border border-line">
      <table
        aria-label={t`Changes`}
        aria-rowcount={more ? -1 : rows.length + 1}
        className="w-full table-fixed text-sm"
        style={wide ? { minWidth: least } : undefined}
      >
        {wide && <WideHead columns={columns} />}
        <tbody>
          <Gap height={before} />
          {shown.map((at) => {
            const row = rows[at];
            if (!row) return null;
            return wide ? (
              <WideRow key={row.id} row={row} at={at} columns={columns} height={height} />
            ) : (
              <NarrowRow key={row.id} row={row} at={at} />
            );
          })}
          <Gap height={after} />
        </tbody>
      </table>
      <div role="status" className="text-center text-xs text-fg-3">
        {reading && t`Loading more…`}
      </div>
    </div>
  );
}

const Gap = ({ height }: { height: number }) => height > 0 && <tr style={{ height }} />;

function WideHead({ columns }: { columns: readonly Column[] }) {
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

function WideRow({ row, at, columns, height }: WideProps) {
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

function NarrowRow({ row, at }: { row: ChangeRow; at: number }) {
  return (
    <tr data-row={at} aria-rowindex={at + 1} className="relative h-[76px] border-b border-line">
      <td className="px-3">
        <span className="flex min-w-0">
          <Title row={row} />
        </span>
        <span className="mt-1 flex flex-wrap items-center gap-2 text-xs text-fg-2">
          {row.outcome ? <OutcomeBadge outcome={row.outcome} /> : <StateBadge state={row.state} held={row.onHold} />}
          <span className="font-mono">{row.number}</span>
          <Ago at={row.updatedAt} />
          {row.restricted && <Hidden />}
          {row.questionOpen && <Asked />}
        </span>
      </td>
    </tr>
  );
}

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

import type { ChangeRow } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { LockKeyhole } from 'lucide-react';
import { formatSpan } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Avatar } from '../../ui/glyphs/avatar.tsx';
import { kindWord, OutcomeBadge, PriorityBadge, RiskBadge } from '../changes/index.ts';
import { waitsForWords } from './waits-for.ts';

/** Every card is of one height, so that a column of any length is drawn where it is looked at. */
export const cardHeight = 148;

/** A change on the board: what it is, how urgent and risky, when, who, and what it waits for. It leads to its page and moves. */
export function BoardCard({ row }: { row: ChangeRow }) {
  const viewer = useViewer();
  const waits = waitsForWords(row);
  const { plannedStart, plannedEnd } = row;
  return (
    <Link
      to="/changes/$number"
      params={{ number: row.number }}
      data-number={row.number}
      style={{ height: cardHeight - 8 }}
      className="flex w-full flex-col gap-1 overflow-hidden rounded-md border border-line bg-surface px-3 py-2 text-sm shadow-card hover:bg-hover"
    >
      <span className="flex items-center gap-2 text-xs text-fg-2">
        <span className="font-mono whitespace-nowrap">{row.number}</span>
        <span className="min-w-0 grow truncate">
          {row.state.name !== kindWord[row.state.kind]() ? row.state.name : row.model.name}
        </span>
        {row.restricted && (
          <span title={t`Restricted`} className="shrink-0">
            <LockKeyhole size={13} aria-hidden="true" />
            <span className="sr-only">{t`Restricted`}</span>
          </span>
        )}
        {row.assignee && (
          <>
            <Avatar name={row.assignee.name} />
            <span className="sr-only">{row.assignee.name}</span>
          </>
        )}
      </span>
      <span className="line-clamp-2 min-h-10 font-medium break-words">{row.title}</span>
      <span className="flex items-center gap-x-3 overflow-hidden text-xs whitespace-nowrap text-fg-2">
        {row.outcome ? (
          <OutcomeBadge outcome={row.outcome} />
        ) : (
          <>
            <PriorityBadge priority={row.priority} />
            {row.riskLevel !== 'none' && <RiskBadge level={row.riskLevel} />}
          </>
        )}
      </span>
      <span className="truncate text-xs text-fg-2 tabular-nums">
        {plannedStart && plannedEnd
          ? formatSpan(plannedStart, plannedEnd, viewer)
          : row.outcome
            ? '\u00a0'
            : t`Not planned yet`}
      </span>
      <span className="truncate text-xs text-fg-2">{waits ?? '\u00a0'}</span>
    </Link>
  );
}

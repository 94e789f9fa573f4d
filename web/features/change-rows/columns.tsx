import type { ChangeRow } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { Person } from '../../ui/glyphs/person.tsx';
import { StateBadge } from '../../ui/glyphs/state-glyph.tsx';
import { Ago, At } from '../../ui/values/time.tsx';
import { OutcomeBadge, PriorityBadge, RiskBadge } from '../changes/index.ts';
import type { ListColumn } from './list-settings.ts';
import { WaitCell } from './wait-cell.tsx';

/** A column of the list: what it is called, how wide it is, and what it shows of a change. */
export type Column = { name: () => string; width: number; cell: (row: ChangeRow) => ReactNode };

const none = <span className="text-fg-3">–</span>;
const at = (instant: string | null) => (instant ? <At at={instant} /> : none);

export const columnOf: Record<ListColumn, Column> = {
  state: {
    name: () => t`State`,
    width: 196,
    cell: (row) =>
      row.outcome ? <OutcomeBadge outcome={row.outcome} /> : <StateBadge state={row.state} held={row.onHold} />,
  },
  priority: { name: () => t`Priority`, width: 116, cell: (row) => <PriorityBadge priority={row.priority} /> },
  risk: { name: () => t`Risk`, width: 140, cell: (row) => <RiskBadge level={row.riskLevel} /> },
  model: { name: () => t`Model`, width: 130, cell: (row) => row.model.name },
  requester: { name: () => t`Requester`, width: 170, cell: (row) => <Person person={row.requester} none="–" /> },
  assignee: { name: () => t`Assignee`, width: 150, cell: (row) => <Person person={row.assignee} none="–" /> },
  team: { name: () => t`Team`, width: 150, cell: (row) => row.team?.name ?? none },
  plannedStart: { name: () => t`Planned start`, width: 180, cell: (row) => at(row.plannedStart) },
  plannedEnd: { name: () => t`Planned end`, width: 180, cell: (row) => at(row.plannedEnd) },
  createdAt: { name: () => t`Raised`, width: 120, cell: (row) => <Ago at={row.createdAt} /> },
  updatedAt: { name: () => t`Updated`, width: 120, cell: (row) => <Ago at={row.updatedAt} /> },
  wait: { name: () => t`Waits for`, width: 300, cell: (row) => <WaitCell wait={row.wait} /> },
};

import type { ChangeRow } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useMediaQuery } from '../../lib/browser/use-media-query.ts';
import { useVirtualRows } from '../../ui/layout/use-virtual-rows.ts';
import {
  columnOf,
  leastTitle,
  NarrowRow,
  numberWidth,
  useEntry,
  useListSettings,
  usePlace,
  WideHead,
  WideRow,
} from '../change-rows/index.ts';
import { useRowKeys } from './use-row-keys.ts';

type Props = { rows: readonly ChangeRow[]; more: boolean; reading: boolean; onNearEnd: () => void };

/** The list as a table of any length: what is out of sight is not drawn, and the next page is read before the end. */
export function ChangeTable({ rows, more, reading, onNearEnd }: Props) {
  const wide = useMediaQuery('(min-width: 768px)');
  const { columns: chosen, compact } = useListSettings();
  const columns = chosen.map((name) => columnOf[name]);
  const height = wide ? (compact ? 30 : 40) : 76;
  const { box, shown, before, after, showRow } = useVirtualRows(rows.length, height, onNearEnd);
  const least = numberWidth + leastTitle + columns.reduce((sum, { width }) => sum + width, 0);
  useRowKeys(box, rows.length, showRow);
  usePlace(box, useEntry(), rows.length > 0);
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

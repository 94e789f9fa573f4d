import { t } from '@lingui/core/macro';
import { Columns2, Table2 } from 'lucide-react';
import { cx } from '../../lib/browser/cx.ts';

type Props = { isBoard: boolean; onChoose: (isBoard: boolean) => void };

/** The same changes as a table or as a board. */
export function LayoutSwitch({ isBoard, onChoose }: Props) {
  const look = (on: boolean) =>
    cx(
      'flex min-h-7 items-center gap-1.5 rounded-[5px] px-2 text-sm font-medium',
      on ? 'bg-surface shadow-card' : 'text-fg-2 hover:text-fg',
    );
  return (
    <fieldset className="flex gap-0.5 rounded-md bg-hover p-0.5">
      <legend className="sr-only">{t`Shown as`}</legend>
      <button type="button" aria-pressed={!isBoard} className={look(!isBoard)} onClick={() => onChoose(false)}>
        <Table2 size={14} aria-hidden="true" />
        {t`Table`}
      </button>
      <button type="button" aria-pressed={isBoard} className={look(isBoard)} onClick={() => onChoose(true)}>
        <Columns2 size={14} aria-hidden="true" />
        {t`Board`}
      </button>
    </fieldset>
  );
}

import { t } from '@lingui/core/macro';
import { ArrowLeft, Columns3 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/buttons/button.tsx';
import { IconButton } from '../../ui/buttons/icon-button.tsx';
import { Checkbox } from '../../ui/fields/checkbox.tsx';
import { Popover } from '../../ui/overlays/popover.tsx';
import { columnOf, movedLeft, offered, setListSettings, toggledColumn, useListSettings } from '../change-rows/index.ts';

/** Which columns the list shows, in which order, and how close its rows stand. */
export default function ListLook() {
  const [open, setOpen] = useState(false);
  const { columns, compact } = useListSettings();
  const rest = offered.filter((column) => !columns.includes(column));
  return (
    <Popover
      title={t`Columns`}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button className="max-md:hidden">
          <Columns3 size={14} aria-hidden="true" />
          {t`Columns`}
        </Button>
      }
    >
      <div className="flex flex-col gap-1 p-4">
        {[...columns, ...rest].map((column) => {
          const name = columnOf[column].name();
          return (
            <div key={column} className="flex min-h-7 items-center justify-between gap-2">
              <Checkbox
                label={name}
                checked={columns.includes(column)}
                onChange={() => setListSettings({ columns: toggledColumn(columns, column) })}
              />
              {columns.indexOf(column) > 0 && (
                <IconButton
                  label={t`Move ${name} to the left`}
                  onClick={() => setListSettings({ columns: movedLeft(columns, column) })}
                >
                  <ArrowLeft size={14} aria-hidden="true" />
                </IconButton>
              )}
            </div>
          );
        })}
        <div className="mt-2 border-t border-line pt-3">
          <Checkbox
            label={t`Rows close together`}
            hint={t`Kept on this machine.`}
            checked={compact}
            onChange={(next) => setListSettings({ compact: next })}
          />
        </div>
      </div>
    </Popover>
  );
}

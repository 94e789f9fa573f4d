import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button, buttonLook } from '../../ui/buttons/button.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';

type Form = 'plain' | 'sheet' | 'sheet_semicolon';
type Which = 'shown' | 'every';

type Props = {
  addressOf: (asked: Readonly<Record<string, unknown>>) => string;
  columns: { shown: readonly string[]; every: readonly string[] } | undefined;
  onClose: () => void;
};

/** Asks for whom the file is, and hands it to the browser to download. */
export default function ExportDialog({ addressOf, columns, onClose }: Props) {
  const { zone } = useViewer();
  const [form, setForm] = useState<Form>('plain');
  const [which, setWhich] = useState<Which>('shown');
  const address = addressOf({
    zone,
    ...(form !== 'plain' && { bom: true }),
    ...(form === 'sheet_semicolon' && { delimiter: ';' }),
    ...(columns && { columns: columns[which] }),
  });
  return (
    <Dialog
      title={t`Export`}
      describe={t`Everything that matches the present filters, as CSV, with times by your clock. That you export it goes on record.`}
      onClose={onClose}
    >
      <div className="flex flex-col gap-4">
        {columns && (
          <Select
            label={t`Columns`}
            value={which}
            options={[
              { value: 'shown', label: t`As on the screen` },
              { value: 'every', label: t`Everything, with all texts` },
            ]}
            onChange={(next) => next && setWhich(next)}
          />
        )}
        <Select
          label={t`For`}
          value={form}
          options={[
            { value: 'plain', label: t`Any program` },
            { value: 'sheet', label: t`A spreadsheet` },
            { value: 'sheet_semicolon', label: t`A spreadsheet that expects semicolons` },
          ]}
          onChange={(next) => next && setForm(next)}
        />
      </div>
      <DialogButtons>
        <Button kind="quiet" onClick={onClose}>{t`Not now`}</Button>
        <a
          href={address}
          download
          className={buttonLook('primary')}
          // The browser itself shows the download, once it has begun: nothing here knows when that is.
          onClick={() => setTimeout(onClose)}
        >
          {t`Download`}
        </a>
      </DialogButtons>
    </Dialog>
  );
}

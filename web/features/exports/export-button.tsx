import type { Route } from '@interlock/contract/route.ts';
import { requestOf } from '@interlock/contract/route.ts';
import { t } from '@lingui/core/macro';
import { Download } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useCommands } from '../../lib/browser/commands.ts';
import { Button } from '../../ui/buttons/button.tsx';

const ExportDialog = lazy(() => import('./export-dialog.tsx'));

type Props = {
  route: Pick<Route, 'method' | 'path'>;
  /** What narrows the list now. */
  filters: Readonly<Record<string, unknown>>;
  /** The columns that are on the screen, and all that there are; a list without a choice leaves them out. */
  columns?: { shown: readonly string[]; every: readonly string[] };
};

/** A list to take along: all that matches, and not only what is on the screen. */
export function ExportButton({ route, filters, columns }: Props) {
  const [open, setOpen] = useState(false);
  useCommands([{ name: t`Export this list`, run: () => setOpen(true) }]);
  const addressOf = (asked: Readonly<Record<string, unknown>>) => requestOf(route, { ...filters, ...asked }).path;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Download size={14} aria-hidden="true" />
        {t`Export`}
      </Button>
      <Suspense>
        {open && <ExportDialog addressOf={addressOf} columns={columns} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  );
}

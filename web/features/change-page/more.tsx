import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useNavigate } from '@tanstack/react-router';
import { Copy, Eye, LockKeyhole, Pause, PencilLine, Printer, Route } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useCommands } from '../../lib/browser/commands.ts';
import { useMay } from '../../lib/session/session.ts';
import { ActionMenu, type MenuAction } from '../../ui/overlays/action-menu.tsx';
import { ModelDialog } from '../change-editing/index.ts';
import { WatchersDialog } from '../discussion/index.ts';

const CopyDialog = lazy(() => import('./copy-dialog.tsx'));
const RestrictDialog = lazy(() => import('./restrict-dialog.tsx'));
const HoldDialog = lazy(() => import('./hold-dialog.tsx'));

type Opened = 'hold' | 'restrict' | 'copy' | 'model' | 'watchers';
type Key = Opened | 'print' | 'edit';

/** What is done to a change now and then, whatever state it is in; on a phone after what found no room beside it. */
export function More({ change, acts }: { change: ChangeDetail; acts: readonly MenuAction[] }) {
  const mayRaise = useMay('change.raise');
  const [opened, setOpened] = useState<Opened>();
  const navigate = useNavigate();
  const { number } = change;
  const mayAdd = change.editable.length > 0;
  const isOpenDraft = change.state.kind === 'draft' && change.editable.length > 0;
  const offered: (MenuAction & { key: Key })[] = [
    ...(isOpenDraft
      ? [
          {
            key: 'edit' as const,
            label: t`Edit the draft`,
            icon: <PencilLine size={14} aria-hidden="true" />,
            onChoose: () => void navigate({ to: '/changes/$number/edit', params: { number } }),
          },
          {
            key: 'model' as const,
            label: t`Take another model`,
            icon: <Route size={14} aria-hidden="true" />,
            onChoose: () => setOpened('model'),
          },
        ]
      : []),
    ...(change.mayHold
      ? [
          {
            key: 'hold' as const,
            label: t`Put on hold`,
            icon: <Pause size={14} aria-hidden="true" />,
            onChoose: () => setOpened('hold'),
          },
        ]
      : []),
    ...(mayRaise
      ? [
          {
            key: 'copy' as const,
            label: t`Copy`,
            icon: <Copy size={14} aria-hidden="true" />,
            onChoose: () => setOpened('copy'),
          },
        ]
      : []),
    ...(change.mayRestrict
      ? [
          {
            key: 'restrict' as const,
            label: t`Who sees it`,
            icon: <LockKeyhole size={14} aria-hidden="true" />,
            onChoose: () => setOpened('restrict'),
          },
        ]
      : []),
    {
      key: 'watchers',
      label: t`Watchers`,
      icon: <Eye size={14} aria-hidden="true" />,
      onChoose: () => setOpened('watchers'),
    },
    {
      key: 'print',
      label: t`Print`,
      icon: <Printer size={14} aria-hidden="true" />,
      onChoose: () => void navigate({ to: '/changes/$number/print', params: { number } }),
    },
  ];
  useCommands(offered.map(({ label, onChoose }) => ({ name: label, run: onChoose })));
  const close = () => setOpened(undefined);
  return (
    <>
      <ActionMenu label={t`More`} actions={[...acts, ...offered]} />
      <Suspense>
        {opened === 'watchers' && (
          <WatchersDialog changeId={change.id} number={number} mayAdd={mayAdd} onClose={close} />
        )}
        {opened === 'model' && <ModelDialog change={change} onClose={close} />}
        {opened === 'hold' && <HoldDialog change={change} onClose={close} />}
        {opened === 'copy' && <CopyDialog change={change} onClose={close} />}
        {opened === 'restrict' && <RestrictDialog change={change} onClose={close} />}
      </Suspense>
    </>
  );
}

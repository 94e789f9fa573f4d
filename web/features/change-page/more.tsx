import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useNavigate } from '@tanstack/react-router';
import { Copy, LockKeyhole, Pause, Printer } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useCommands } from '../../lib/commands.ts';
import { useMay } from '../../lib/session.ts';
import { ActionMenu, type MenuAction } from '../../ui/action-menu.tsx';

const CopyDialog = lazy(() => import('./copy-dialog.tsx'));
const RestrictDialog = lazy(() => import('./restrict-dialog.tsx'));
const HoldDialog = lazy(() => import('./hold-dialog.tsx'));

type Opened = 'hold' | 'restrict' | 'copy';
type Key = Opened | 'print';

/** What is done to a change now and then, whatever state it is in. */
export function More({ change }: { change: ChangeDetail }) {
  const mayRaise = useMay('change.raise');
  const [opened, setOpened] = useState<Opened>();
  const navigate = useNavigate();
  const offered: (MenuAction & { key: Key })[] = [
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
      key: 'print',
      label: t`Print`,
      icon: <Printer size={14} aria-hidden="true" />,
      onChoose: () => void navigate({ to: '/changes/$number/print', params: { number: change.number } }),
    },
  ];
  useCommands(offered.map(({ label, onChoose }) => ({ name: label, run: onChoose })));
  const close = () => setOpened(undefined);
  return (
    <>
      <ActionMenu label={t`More`} actions={offered} />
      <Suspense>
        {opened === 'hold' && <HoldDialog change={change} onClose={close} />}
        {opened === 'copy' && <CopyDialog change={change} onClose={close} />}
        {opened === 'restrict' && <RestrictDialog change={change} onClose={close} />}
      </Suspense>
    </>
  );
}

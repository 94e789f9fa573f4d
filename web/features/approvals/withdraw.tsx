import type { Round } from '@interlock/contract/approvals.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/buttons/button.tsx';

const WithdrawDialog = lazy(() => import('./withdraw-dialog.tsx'));

type Props = {
  change: Pick<ChangeDetail, 'id' | 'number' | 'version'>;
  round: Round;
  onDone: (change: ChangeDetail) => Promise<void>;
};

/** Takes back a yes, with words. */
export function Withdraw({ change, round, onDone }: Props) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind="quiet" onClick={() => setAsking(true)}>{t`Take back my yes`}</Button>
      <Suspense>
        {asking && <WithdrawDialog change={change} round={round} onDone={onDone} onClose={() => setAsking(false)} />}
      </Suspense>
    </>
  );
}

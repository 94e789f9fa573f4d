import { t } from '@lingui/core/macro';
import { useMay } from '../../lib/session/session.ts';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { RemoveDemoCard } from '../demo/index.ts';
import { TakesRole } from '../identity/index.ts';
import { DeliveriesCard } from './deliveries-card.tsx';
import { OutboundCard } from './outbound-card.tsx';
import { SystemCard } from './system-card.tsx';
import { UntoldCard } from './untold-card.tsx';

/** For whoever looks after the machine: what runs, what was sent, and what needs a hand. A page of cards, one for each matter. */
export function Operators() {
  const mayOperate = useMay('system.operate');
  if (!mayOperate) {
    return (
      <>
        <TopBar crumbs={[t`Operators`]} />
        <Page title={t`Operators`}>
          <TakesRole permission="system.operate" />
        </Page>
      </>
    );
  }
  return (
    <>
      <TopBar crumbs={[t`Operators`]} />
      <Page title={t`Operators`} intro={t`What runs here, what was sent, and what needs a hand.`}>
        <div className="flex flex-col gap-5">
          <RemoveDemoCard />
          <OutboundCard />
          <SystemCard />
          <UntoldCard />
          <DeliveriesCard />
        </div>
      </Page>
    </>
  );
}

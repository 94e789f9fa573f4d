import { type DemoRemoved, removeDemoRoute, showDemoRoute } from '@interlock/contract/demo.ts';
import { plural, t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { queryClient, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { useMay } from '../../lib/session/session.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { At } from '../../ui/values/time.tsx';

/** There while a demo is: what it is, and the way to be rid of it. */
export function RemoveDemoCard() {
  const may = useMay('demo.run');
  const demo = useQuery({ ...reads(showDemoRoute, {}), enabled: may });
  const [asking, setAsking] = useState(false);
  if (demo.data?.state !== 'filled') return null;
  const { askedAt } = demo.data;
  return (
    <Card title={t`Demo`} aside={<Button kind="danger" onClick={() => setAsking(true)}>{t`Remove the demo`}</Button>}>
      <p className="text-sm text-fg-2">
        {t`The people, groups, templates and changes of the demo are made up.`}{' '}
        {askedAt && (
          <>
            {t`It was filled`} <At at={askedAt} />.
          </>
        )}
      </p>
      {asking && <Remove onClose={() => setAsking(false)} />}
    </Card>
  );
}

function Remove({ onClose }: { onClose: () => void }) {
  const remove = useAction(async (_: null, key) => {
    const removed = await call(removeDemoRoute, {}, { key });
    await queryClient.invalidateQueries();
    say(saidOf(removed));
    onClose();
  });
  return (
    <Dialog
      title={t`Remove the demo?`}
      describe={t`All that its people have raised goes, also where you have voted or written on it. This cannot be undone.`}
      onClose={onClose}
    >
      <RefusalNote refusal={remove.refusal} />
      <p className="text-sm">{t`Changes that you or other real people raised stay. Whom or what of the demo they name stays with them: people deactivated, groups empty, templates retired. The audit log keeps every event.`}</p>
      <DialogButtons>
        <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
        <Button kind="danger" busy={remove.busy} onClick={() => void remove.run(null)}>{t`Remove it`}</Button>
      </DialogButtons>
    </Dialog>
  );
}

function saidOf({ changes, kept }: DemoRemoved): string {
  const gone = plural(changes, {
    one: 'The demo is removed, with # change.',
    other: 'The demo is removed, with # changes.',
  });
  const stay = kept.people + kept.groups + kept.templates;
  if (stay === 0) return gone;
  return `${gone} ${plural(stay, { one: '# thing stays, since something of yours rests on it.', other: '# things stay, since something of yours rests on them.' })}`;
}

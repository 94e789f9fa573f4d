import { type Demo, fillDemoRoute, showDemoRoute } from '@interlock/contract/demo.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated, queryClient, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { useMay } from '../../lib/session/session.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { Progress } from '../../ui/feedback/progress.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Card } from '../../ui/layout/card.tsx';

const EVERY = 700;

/** Offers a new organisation a demo to look around in, and says how far its filling is. It is gone once the demo is there. */
export function DemoCard() {
  const may = useMay('demo.run');
  const demo = useQuery({
    ...reads(showDemoRoute, {}),
    enabled: may,
    refetchInterval: ({ state }) => (state.data?.state === 'filling' ? EVERY : false),
  });
  const { data } = demo;
  useWhenFilled(data?.state);
  if (!data || data.state === 'filled' || (data.state !== 'filling' && !data.offered)) return null;
  return (
    <Card title={data.state === 'filling' ? t`The demo is being filled` : t`Look around first?`}>
      {data.state === 'filling' ? <Filling demo={data} /> : <Offer demo={data} />}
    </Card>
  );
}

/** All that is on screen is read again once the demo is there. */
function useWhenFilled(state: Demo['state'] | undefined): void {
  const before = useRef(state);
  useEffect(() => {
    if (before.current === 'filling' && state === 'filled') {
      void queryClient.invalidateQueries();
      say(t`The demo is there.`);
    }
    before.current = state;
  }, [state]);
}

function Filling({ demo: { done, planned } }: { demo: Demo }) {
  const share = planned ? done / planned : 0;
  return (
    <div className="flex flex-col gap-3">
      <Progress label={t`A year is being played`} share={share} />
      <p className="text-sm text-fg-2">{t`It takes less than a minute. It goes on by itself, whether you stay here or not.`}</p>
    </div>
  );
}

function Offer({ demo: { problem } }: { demo: Demo }) {
  const fill = useAction(async (_: null, key) => {
    await call(fillDemoRoute, {}, { key });
    await outdated(showDemoRoute);
  });
  return (
    <div className="flex flex-col gap-3">
      <RefusalNote refusal={fill.refusal} />
      {problem && <p className="text-sm text-crit">{t`The demo could not be filled: ${problem}`}</p>}
      <p className="text-sm text-fg-2">{t`A demo brings made-up people and a year of changes: some wait for you, one is being carried out now, some went wrong. Nobody is told anything, its people cannot sign in, and it is removed in one step. It is offered until the first change is raised.`}</p>
      <div>
        <Button busy={fill.busy} onClick={() => void fill.run(null)}>{t`Fill a demo`}</Button>
      </div>
    </div>
  );
}

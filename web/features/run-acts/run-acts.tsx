import type { Run } from '@interlock/contract/change-runs.ts';
import { t } from '@lingui/core/macro';
import { Pause, Play, Timer, Undo2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { HoldButton } from './hold-button.tsx';
import { type RunActName, useRunAct } from './use-run-act.ts';

const SayDialog = lazy(() => import('./say-dialog.tsx'));

type Asking = Extract<RunActName, 'extend' | 'hold' | 'back_out'>;
type Props = {
  run: Run;
  /** What is being done, for the record of a way back that is called without further words. */
  doing: string | undefined;
  lookAgain: () => void;
};

/** What is done with the run as a whole: pause it, ask for more time, go back. */
export function RunActs({ run, doing, lookAgain }: Props) {
  const [asking, setAsking] = useState<Asking>();
  const release = useRunAct(run, 'release', lookAgain);
  const back = useRunAct(run, 'back_out', lookAgain);
  const words = doing ? t`Backed out while at: ${doing}` : t`Backed out.`;
  const { may } = run;
  if (!['hold', 'release', 'extend', 'back_out'].some((act) => may.some((one) => one === act))) return null;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {may.includes('hold') && (
          <Button className="min-h-10" onClick={() => setAsking('hold')}>
            <Pause size={14} aria-hidden="true" />
            {t`Pause`}
          </Button>
        )}
        {may.includes('release') && (
          <Button
            kind="primary"
            className="min-h-10"
            busy={release.busy}
            onClick={() => void release.run({ words: '', minutes: 0 })}
          >
            <Play size={14} aria-hidden="true" />
            {t`Go on`}
          </Button>
        )}
        {may.includes('extend') && (
          <Button className="min-h-10" onClick={() => setAsking('extend')}>
            <Timer size={14} aria-hidden="true" />
            {t`Ask for more time`}
          </Button>
        )}
        {may.includes('back_out') && (
          <span className="ml-auto">
            <HoldButton
              busy={back.busy}
              onHeld={() => void back.run({ words, minutes: 0 })}
              onPressed={() => setAsking('back_out')}
            >
              <Undo2 size={14} aria-hidden="true" />
              {t`Back out`}
            </HoldButton>
          </span>
        )}
      </div>
      <RefusalNote refusal={release.refusal ?? (asking ? undefined : back.refusal)} />
      <Suspense>
        {asking && <Asked run={run} act={asking} lookAgain={lookAgain} onClose={() => setAsking(undefined)} />}
      </Suspense>
    </div>
  );
}

const asked: Record<Asking, () => { title: string; describe: string; label: string; does: string }> = {
  hold: () => ({
    title: t`Pause the run`,
    describe: t`Nobody works on it until it goes on. The window stays as it is, and its clock goes on.`,
    label: t`What does it wait for?`,
    does: t`Pause it`,
  }),
  extend: () => ({
    title: t`Ask for more time`,
    describe: t`A change manager who does not carry it out decides. The approved window stays on record; without a yes the work goes on as an overrun.`,
    label: t`Why does it take longer?`,
    does: t`Ask for it`,
  }),
  back_out: () => ({
    title: t`Back out`,
    describe: t`What is left of the work is cancelled, and the backout tasks begin. It ends through review.`,
    label: t`What went wrong?`,
    does: t`Back out now`,
  }),
};

type AskedProps = { run: Run; act: Asking; lookAgain: () => void; onClose: () => void };

function Asked({ run, act, lookAgain, onClose }: AskedProps) {
  const send = useRunAct(run, act, lookAgain);
  return (
    <SayDialog {...asked[act]()} danger={act === 'back_out'} minutes={act === 'extend'} act={send} onClose={onClose} />
  );
}

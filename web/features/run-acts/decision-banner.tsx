import type { Run } from '@interlock/contract/change-runs.ts';
import { decisionIsDue, type RunClock } from '@interlock/contract/run-clock.ts';
import { t } from '@lingui/core/macro';
import { TriangleAlert } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/buttons/button.tsx';
import { countdown } from '../run-clock/index.ts';
import { minutesInWords } from '../tasks/index.ts';
import { useRunAct } from './use-run-act.ts';

const SayDialog = lazy(() => import('./say-dialog.tsx'));

type Props = { run: Run; clock: RunClock; now: number; lookAgain: () => void };

/** The point of no return: that it is near, that it has passed and waits for a decision, or who decided to go on. */
export function DecisionBanner({ run, clock: { noReturn, beginBy, wayBack }, now, lookAgain }: Props) {
  const [deciding, setDeciding] = useState(false);
  const act = useRunAct(run, 'go_on', lookAgain);
  if (noReturn === null || run.change.state.kind !== 'implement') return null;
  const left = noReturn - now;
  const notice = run.noticeMinutes * 60_000;
  if (beginBy !== null && left > 0 && beginBy - now <= notice) {
    const time = countdown(beginBy - now);
    const takes = minutesInWords(wayBack);
    return (
      <Banner tone="high">
        {beginBy > now
          ? t`Nothing is begun. Begun later than in ${time}, it could not be gone back from within the window.`
          : t`Nothing is begun. Begun now, going back takes ${takes} and fits into the window no more: ask for more time first.`}
      </Banner>
    );
  }
  const [last] = run.decisions;
  const decidedFor = run.decidedFor === null ? null : Date.parse(run.decidedFor);
  if (!decisionIsDue(noReturn, now, decidedFor)) {
    if (left > 0 && left <= notice) {
      const time = countdown(left);
      return (
        <Banner tone="high">{t`The point of no return passes in ${time}. Until then going back fits into the window.`}</Banner>
      );
    }
    if (left > 0 || !last) return null;
    const { name } = last.by;
    return <Banner tone="grey">{t`${name} decided to go on past the point of no return: ${last.words}`}</Banner>;
  }
  return (
    <Banner tone="crit">
      <span className="font-semibold">{t`The point of no return has passed.`}</span>{' '}
      {t`Going back no longer fits into the window. Somebody decides to go on, or backs out; more time moves the point.`}
      {run.may.includes('go_on') && (
        <span className="mt-2 block">
          <Button kind="primary" onClick={() => setDeciding(true)}>{t`Decide to go on`}</Button>
        </span>
      )}
      <Suspense>
        {deciding && (
          <SayDialog
            title={t`Go on past the point of no return`}
            describe={t`It stands on record under your name, with the instant and your words.`}
            label={t`Why is going on right?`}
            does={t`Go on`}
            act={act}
            onClose={() => setDeciding(false)}
          />
        )}
      </Suspense>
    </Banner>
  );
}

const looks = {
  crit: 'border-crit bg-crit-bg [&>svg]:text-crit',
  high: 'border-high bg-high-bg [&>svg]:text-high',
  grey: 'border-line-2 bg-sunken [&>svg]:text-fg-2',
} as const;

function Banner({ tone, children }: { tone: keyof typeof looks; children: React.ReactNode }) {
  return (
    <div
      role={tone === 'crit' ? 'alert' : 'status'}
      className={`flex gap-2.5 rounded-lg border px-4 py-3 text-sm ${looks[tone]}`}
    >
      <TriangleAlert size={16} className="mt-0.5 shrink-0" aria-hidden="true" />
      <div className="min-w-0 break-words">{children}</div>
    </div>
  );
}

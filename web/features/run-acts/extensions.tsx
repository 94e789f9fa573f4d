import type { Extension, Run } from '@interlock/contract/change-runs.ts';
import { t } from '@lingui/core/macro';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Badge, type Tone } from '../../ui/glyphs/badge.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { At } from '../../ui/values/time.tsx';
import { useRunAct } from './use-run-act.ts';
import { extensionWord } from './words.ts';

const SayDialog = lazy(() => import('./say-dialog.tsx'));

type Props = { run: Run; lookAgain: () => void };

/** Every request for more time, the newest first, with who decided and the words. The approved window stands above them. */
export function Extensions({ run, lookAgain }: Props) {
  if (run.extensions.length === 0) return null;
  return (
    <Card title={t`More time`} flush>
      <ul>
        {run.extensions.toReversed().map((extension) => (
          <One key={extension.id} run={run} extension={extension} lookAgain={lookAgain} />
        ))}
      </ul>
    </Card>
  );
}

const tones: Partial<Record<Extension['state'], Tone>> = { asked: 'accent', granted: 'low', refused: 'crit' };

function One({ run, extension, lookAgain }: Props & { extension: Extension }) {
  const [refusing, setRefusing] = useState(false);
  const grant = useRunAct(run, 'grant', lookAgain, extension);
  const refuse = useRunAct(run, 'refuse', lookAgain, extension);
  const withdraw = useRunAct(run, 'withdraw', lookAgain, extension);
  const silent = { words: '', minutes: 0 };
  const { minutes, askedBy, state, needed, decisions } = extension;
  const yes = decisions.filter(({ granted }) => granted).length;
  return (
    <li className="flex flex-col gap-2 border-t border-line px-4 py-3 text-sm first:border-t-0">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={tones[state] ?? 'grey'}>{extensionWord[state]()}</Badge>
        <span className="font-medium">{t`${minutes} min, asked by ${askedBy.name}`}</span>
        <span className="ml-auto text-xs text-fg-3">
          <At at={extension.askedAt} />
        </span>
      </p>
      <p className="break-words whitespace-pre-line text-fg-2">{extension.words}</p>
      {decisions.map(({ by, granted, words }) => (
        <p key={by.id} className="break-words text-fg-2">
          {granted ? t`${by.name} granted it.` : t`${by.name} refused it.`} {words}
        </p>
      ))}
      {state === 'asked' && needed > 1 && (
        <p className="text-xs text-fg-2">{t`${yes} of ${needed} change managers have granted it.`}</p>
      )}
      {extension.mayNotBecause && !extension.mayWithdraw && (
        <p className="text-xs text-fg-2">{extension.mayNotBecause}</p>
      )}
      <RefusalNote refusal={grant.refusal ?? withdraw.refusal} />
      {(extension.mayDecide || extension.mayWithdraw) && (
        <div className="flex flex-wrap gap-2">
          {extension.mayDecide && (
            <>
              <Button kind="primary" className="min-h-10" busy={grant.busy} onClick={() => void grant.run(silent)}>
                {t`Grant ${minutes} min`}
              </Button>
              <Button className="min-h-10" onClick={() => setRefusing(true)}>{t`Refuse`}</Button>
            </>
          )}
          {extension.mayWithdraw && (
            <Button kind="quiet" busy={withdraw.busy} onClick={() => void withdraw.run(silent)}>
              {t`Withdraw it`}
            </Button>
          )}
        </div>
      )}
      <Suspense>
        {refusing && (
          <SayDialog
            title={t`Refuse more time`}
            describe={t`The work is not stopped by it: past the window it goes on as an overrun, which is reviewed.`}
            label={t`Why not?`}
            does={t`Refuse it`}
            danger
            act={refuse}
            onClose={() => setRefusing(false)}
          />
        )}
      </Suspense>
    </li>
  );
}

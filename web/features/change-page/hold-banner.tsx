import { releaseChangeRoute } from '@interlock/contract/change-hold.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { Pause } from 'lucide-react';
import { useCommands } from '../../lib/browser/commands.ts';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Ago } from '../../ui/values/time.tsx';
import { keepChange } from '../changes/index.ts';

/** Why a change stands still, since when and by whom; and the way on for those who may open it. */
export function HoldBanner({ change }: { change: ChangeDetail }) {
  const { hold, number } = change;
  const release = useAction(async (version: number, key) => {
    await keepChange(await call(releaseChangeRoute, { changeId: change.id, version }, { key }));
    say(t`${number} goes on.`);
  });
  const run = () => void release.run(change.version);
  useCommands(hold?.mayRelease ? [{ name: t`Let it go on`, run }] : []);
  if (!hold) return null;
  const { name } = hold.by;
  return (
    <section aria-label={t`On hold`} className="flex gap-3 rounded-lg border border-med bg-med-bg px-4 py-3">
      <Pause size={18} className="mt-0.5 shrink-0 text-med" aria-hidden="true" />
      <div className="flex min-w-0 grow flex-col gap-1">
        <p className="font-semibold">{t`On hold`}</p>
        <p className="text-sm break-words whitespace-pre-line">{hold.reason}</p>
        <p className="text-xs text-fg-2">
          {t`By ${name}`}, <Ago at={hold.at} />
          {!hold.mayRelease && <>. {t`${name}, a coordinator or a change manager lets it go on.`}</>}
        </p>
        <RefusalNote refusal={release.refusal} />
      </div>
      {hold.mayRelease && (
        <div className="shrink-0">
          <Button busy={release.busy} onClick={run}>{t`Let it go on`}</Button>
        </div>
      )}
    </section>
  );
}

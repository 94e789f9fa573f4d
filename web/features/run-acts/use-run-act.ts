import { explainChangeRoute } from '@interlock/contract/change-flow.ts';
import { holdChangeRoute, releaseChangeRoute } from '@interlock/contract/change-hold.ts';
import {
  askExtensionRoute,
  correctTimesRoute,
  type Extension,
  goOnRoute,
  grantExtensionRoute,
  type Run,
  type RunAnswer,
  refuseExtensionRoute,
  withdrawExtensionRoute,
} from '@interlock/contract/change-runs.ts';
import { listActivityRoute, showChangeRoute } from '@interlock/contract/changes.ts';
import { inboxRoute } from '@interlock/contract/inbox.ts';
import { backOutRoute } from '@interlock/contract/task-work.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { type Action, useAction } from '../../lib/calls/use-action.ts';
import { keepRun } from '../run-clock/index.ts';
import type { Said } from './say-dialog.tsx';

export type RunActName = 'go_on' | 'extend' | 'back_out' | 'hold' | 'release' | 'grant' | 'refuse' | 'withdraw';

type Sent = { run: Run; extension: Extension | undefined; said: Said; key: string };

const sends: Record<RunActName, (sent: Sent) => Promise<RunAnswer | undefined>> = {
  go_on: ({ run, said: { words }, key }) => call(goOnRoute, { ...read(run), words }, { key }),
  extend: ({ run, said, key }) => call(askExtensionRoute, { ...read(run), ...said }, { key }),
  back_out: ({ run, said: { words }, key }) => call(backOutRoute, { ...read(run), words }, { key }).then(nothing),
  hold: ({ run, said: { words }, key }) =>
    call(holdChangeRoute, { ...read(run), reason: words }, { key }).then(nothing),
  release: ({ run, key }) => call(releaseChangeRoute, read(run), { key }).then(nothing),
  grant: ({ said: { words }, key, ...of }) => call(grantExtensionRoute, { ...which(of), words }, { key }),
  refuse: ({ said: { words }, key, ...of }) => call(refuseExtensionRoute, { ...which(of), words }, { key }),
  withdraw: ({ key, ...of }) => call(withdrawExtensionRoute, which(of), { key }),
};

const read = ({ change }: Run) => ({ changeId: change.id, version: change.version });
const which = ({ run, extension }: Pick<Sent, 'run' | 'extension'>) => ({
  changeId: run.change.id,
  extensionId: extension?.id ?? '',
});
const nothing = (): undefined => undefined;

/** What an act on a run may have altered elsewhere. */
export const runOutdated = (): Promise<void> =>
  outdated(showChangeRoute, explainChangeRoute, listActivityRoute, inboxRoute);

/** One act on a run. Its answer is shown at once; where the call answers something else, the run is looked at again. */
export function useRunAct(run: Run, name: RunActName, lookAgain: () => void, extension?: Extension): Action<Said> {
  return useAction(async (said: Said, key) => {
    try {
      const answer = await sends[name]({ run, extension, said, key });
      if (answer) keepRun(run.change.number, answer);
    } finally {
      lookAgain();
    }
    await runOutdated();
  });
}

export type Corrected = { actualStart?: string; actualEnd?: string; words: string };

export const useCorrect = (run: Run): Action<Corrected> =>
  useAction(async (said: Corrected, key) => {
    keepRun(run.change.number, await call(correctTimesRoute, { ...read(run), ...said }, { key }));
    await runOutdated();
  });

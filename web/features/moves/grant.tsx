import type { GuardAnswer, Move } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { grantMoveRoute } from '@interlock/contract/overrides.ts';
import { says } from '@interlock/contract/says.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { readAgain } from '../changes/index.ts';

type Props = { change: ChangeDetail; move: Move; guard: GuardAnswer };

/** Lets a move pass one guard, with a reason. Shown only to whom the server says that it is theirs to do. */
export function Grant({ change, move, guard }: Props) {
  const [words, setWords] = useState<string>();
  const [missing, setMissing] = useState(false);
  const grant = useAction(async (said: string, key) => {
    const read = { changeId: change.id, version: change.version };
    await call(grantMoveRoute, { ...read, to: move.to, guard: guard.guard, words: said }, { key });
    await readAgain();
    say(t`You let it pass. Somebody else makes the move.`);
  });
  if (words === undefined) {
    return <Button className="mt-1.5" onClick={() => setWords('')}>{t`Let it pass`}</Button>;
  }
  return (
    <form
      noValidate
      className="mt-2 flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!says(words)) setMissing(true);
        else void grant.run(words);
      }}
    >
      <RefusalNote refusal={grant.refusal} />
      <Textarea
        label={t`Why may it pass?`}
        hint={t`It holds for this move of this content, and for somebody else than you to make.`}
        required
        autoFocus
        value={words}
        error={missing && !says(words) ? t`Write it in words first.` : undefined}
        onChange={setWords}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary" busy={grant.busy}>{t`Let it pass`}</Button>
        <Button kind="quiet" onClick={() => setWords(undefined)}>{t`Cancel`}</Button>
      </div>
    </form>
  );
}

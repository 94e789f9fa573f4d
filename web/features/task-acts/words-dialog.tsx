import { isKindOfPlan, type Task } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { WordsDialog as Asked } from '../../ui/overlays/words-dialog.tsx';
import { VoidNote } from '../approvals/index.ts';
import { useChange } from '../changes/index.ts';
import { type Act, useTaskAct } from '../tasks/index.ts';

export type WithWords = Extract<Act['act'], 'fail' | 'skip' | 'cancel' | 'hold'>;
type Props = { changeId: string; task: Task; act: WithWords; onClose: () => void };

const asked: Record<WithWords, (number: string) => { title: string; describe: string; label: string; does: string }> = {
  fail: (number) => ({
    title: t`${number} has failed`,
    describe: t`What comes after it stops until it is tried again, skipped or cancelled.`,
    label: t`What went wrong?`,
    does: t`Say that it failed`,
  }),
  skip: (number) => ({
    title: t`Skip ${number}`,
    describe: t`It is left out, and what comes after it goes on.`,
    label: t`Why is it left out?`,
    does: t`Skip it`,
  }),
  cancel: (number) => ({
    title: t`Cancel ${number}`,
    describe: t`It stays on record and goes no further. What comes after it goes on.`,
    label: t`Why is it not wanted any more?`,
    does: t`Cancel the task`,
  }),
  hold: (number) => ({
    title: t`Put ${number} on hold`,
    describe: t`Nobody works on it until somebody takes it off hold. It keeps its turn.`,
    label: t`What does it wait for?`,
    does: t`Put on hold`,
  }),
};

/** The box for what takes a reason. It sends nothing without words. */
export default function WordsDialog(props: Props) {
  return props.act === 'cancel' && isKindOfPlan(props.task.kind) ? <CancelPlanned {...props} /> : <Said {...props} />;
}

/** The plan without it is another than was decided on: whose yes falls with that is said before. */
function CancelPlanned(props: Props) {
  const { data: change } = useChange(props.changeId);
  const edited = ['steps'];
  const voids = change?.voids.some(({ field }) => edited.includes(field));
  return (
    <Said {...props} {...(voids && { does: t`Cancel the task and ask again` })}>
      {change && <VoidNote change={change} edited={edited} />}
    </Said>
  );
}

type SaidProps = Props & { does?: string; children?: ReactNode };

function Said({ changeId, task, act, does: insteadDoes, onClose, children }: SaidProps) {
  const send = useTaskAct(changeId, onClose);
  const { title, describe, label, does } = asked[act](task.number);
  return (
    <Asked
      title={title}
      describe={describe}
      label={label}
      does={insteadDoes ?? does}
      danger={act !== 'hold'}
      leave={t`Not now`}
      sending={{ ...send, run: (words) => send.run({ act, task, words }) }}
      onClose={onClose}
    >
      {children}
    </Asked>
  );
}

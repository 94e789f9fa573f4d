import type { Task, TaskAct } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { Ban, CircleX, Pause, Pencil, Play, SkipForward, UserRoundCheck } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { ActionMenu, type MenuAction } from '../../ui/overlays/action-menu.tsx';
import { useTaskAct } from '../tasks/index.ts';
import { mayEnd } from './asks-to-finish.ts';
import { FinishButton } from './finish-button.tsx';
import type { WithWords } from './words-dialog.tsx';

const WordsDialog = lazy(() => import('./words-dialog.tsx'));
const HandOverDialog = lazy(() => import('./hand-over-dialog.tsx'));
const TaskDialog = lazy(() => import('./task-dialog.tsx'));

type Opened = WithWords | 'hand_over' | 'edit';
type Props = {
  changeId: string;
  task: Task;
  quiet?: boolean;
  /** Whether it is ended here, and not where its last line was ticked. */
  endable?: boolean;
};

const icon = (Sign: typeof Ban): ReactNode => <Sign size={14} aria-hidden="true" />;

/** What the one who looks can do with a task: the next step as a button, the rest behind three dots. */
export function TaskActs({ changeId, task, quiet = false, endable = true }: Props) {
  const [opened, setOpened] = useState<Opened>();
  const act = useTaskAct(changeId);
  const may = (name: TaskAct) => task.may.includes(name);
  const { number } = task;
  const again = task.state === 'failed';
  const menu: (MenuAction & { may: TaskAct })[] = [
    { key: 'edit', may: 'edit', label: t`Edit`, icon: icon(Pencil), onChoose: () => setOpened('edit') },
    {
      key: 'hand',
      may: 'hand_over',
      label: t`Hand over`,
      icon: icon(UserRoundCheck),
      onChoose: () => setOpened('hand_over'),
    },
    { key: 'fail', may: 'fail', label: t`It failed`, icon: icon(CircleX), onChoose: () => setOpened('fail') },
    { key: 'skip', may: 'skip', label: t`Skip`, icon: icon(SkipForward), onChoose: () => setOpened('skip') },
    { key: 'hold', may: 'hold', label: t`Put on hold`, icon: icon(Pause), onChoose: () => setOpened('hold') },
    {
      key: 'release',
      may: 'release',
      label: t`Take off hold`,
      icon: icon(Play),
      onChoose: () => void act.run({ act: 'release', task }),
    },
    { key: 'cancel', may: 'cancel', label: t`Cancel the task`, icon: icon(Ban), onChoose: () => setOpened('cancel') },
  ];
  const close = () => setOpened(undefined);
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {may('start') && (
        <Button
          kind={quiet ? 'plain' : 'primary'}
          busy={act.busy}
          aria-label={again ? t`Try ${number} again` : t`Start ${number}`}
          onClick={() => void act.run({ act: 'start', task })}
        >
          {again ? t`Try again` : t`Start`}
        </Button>
      )}
      {endable && mayEnd(task) && <FinishButton changeId={changeId} task={task} quiet={quiet} />}
      <ActionMenu label={t`More about ${number}`} actions={menu.filter(({ may: takes }) => may(takes))} />
      {act.refusal && (
        <div className="basis-full">
          <RefusalNote refusal={act.refusal} />
        </div>
      )}
      <Suspense>
        {opened === 'hand_over' && <HandOverDialog changeId={changeId} task={task} onClose={close} />}
        {opened === 'edit' && <TaskDialog changeId={changeId} task={task} onClose={close} />}
        {(opened === 'fail' || opened === 'skip' || opened === 'cancel' || opened === 'hold') && (
          <WordsDialog changeId={changeId} task={task} act={opened} onClose={close} />
        )}
      </Suspense>
    </div>
  );
}

import { type TaskKind, taskKinds } from '@interlock/contract/models.ts';
import { addTaskRoute, editTaskRoute } from '@interlock/contract/task-planning.ts';
import { type ChangeTasks, stageOf, type Task } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { refusalOf } from '../../lib/calls/refusal.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { instantAt, localAt } from '../../lib/formats/local-time.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { controlLook, Field } from '../../ui/fields/field.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { VoidNote } from '../approvals/index.ts';
import { useChange } from '../changes/index.ts';
import { GroupPicker, PersonPicker } from '../identity/index.ts';
import { keepTasks, readTasksAgain, stageWord, taskKindWord } from '../tasks/index.ts';
import { altersPlan } from './alters-plan.ts';
import { levelOfNew } from './levels.ts';
import { type Line, linesOf, newLine, stepsOf } from './lines.ts';
import { LinesEditor } from './lines-editor.tsx';

type Named = { id: string; name: string };
type Entered = {
  kind: TaskKind;
  title: string;
  description: string;
  level: string;
  owner: Named | null;
  group: Named | null;
  start: string;
  end: string;
  lines: Line[];
};

/** An existing task, or the kinds that a new one can be and the version of the change that it joins. */
type Props = { changeId: string; onClose: () => void } & (
  | { task: Task; adds?: undefined }
  | { task?: undefined; adds: { kinds: readonly TaskKind[]; version: number; tasks: readonly Task[] } }
);

function enteredOf({ task, adds }: Pick<Props, 'task' | 'adds'>, zone: string): Entered {
  const local = (instant: string | null | undefined) => (instant ? localAt(instant, zone) : '');
  const kind = task?.kind ?? adds?.kinds[0] ?? taskKinds[0];
  return {
    kind,
    title: task?.title ?? '',
    description: task?.description.text ?? '',
    level: String(task?.level ?? levelOfNew(kind, adds?.tasks ?? [])),
    owner: task?.owner ?? null,
    group: task?.group ?? null,
    start: local(task?.plannedStart),
    end: local(task?.plannedEnd),
    lines: task && task.steps.length > 0 ? linesOf(task.steps) : [newLine()],
  };
}

/** Everything about a task in one place: who, when, in which order, and its lines. */
export default function TaskDialog({ changeId, task, adds, onClose }: Props) {
  const { zone } = useViewer();
  const [before] = useState(() => enteredOf(task ? { task } : { adds }, zone));
  const [entered, setEntered] = useState(before);
  const { data: change } = useChange(changeId);
  const edited = altersPlan(entered.kind, task && before, entered) ? ['steps'] : [];
  const voids = change?.voids.some(({ field }) => edited.includes(field));
  const put = (part: Partial<Entered>) => setEntered({ ...entered, ...part });
  const save = useAction(async (given: Entered, key) => {
    const answered = await send(changeId, task ?? adds, given, zone, key).catch(async (thrown: unknown) => {
      if (refusalOf(thrown).code === 'changed_meanwhile') await readTasksAgain();
      throw thrown;
    });
    await keepTasks(changeId, answered);
    say(task ? t`Saved.` : t`The task is added.`);
    onClose();
  });
  const form = useFocusOnError(save.refusal);
  const errorAt = fieldErrors(save.refusal);
  const kinds = task ? [task.kind] : adds.kinds;
  const stage = stageWord[stageOf[entered.kind]]();
  return (
    <Dialog wide title={task ? t`Edit ${task.number}` : t`Add a task`} onClose={onClose}>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run(entered);
        }}
      >
        {task?.locked && (
          <p className="text-sm text-fg-2">
            {t`What is done here was approved with the template and stays. Who does it, and when, may change.`}
          </p>
        )}
        <RefusalNote refusal={save.refusal} />
        <div className="grid gap-3 sm:grid-cols-[1fr_180px_90px]">
          <TextInput
            label={t`Title`}
            required
            value={entered.title}
            maxLength={200}
            error={errorAt('title')}
            onChange={(title) => put({ title })}
          />
          <Select
            label={t`Kind`}
            value={entered.kind}
            disabled={kinds.length < 2}
            options={kinds.map((value) => ({ value, label: taskKindWord[value]() }))}
            onChange={(kind) => kind && put({ kind, ...(adds && { level: String(levelOfNew(kind, adds.tasks)) }) })}
          />
          <TextInput
            label={t`Level`}
            type="number"
            min={1}
            max={99}
            value={entered.level}
            error={errorAt('level')}
            onChange={(level) => put({ level })}
          />
        </div>
        <p className="-mt-2 text-xs text-fg-3">
          {t`Tasks of the same level of “${stage}” go side by side; the next level begins when the whole level is over.`}
        </p>
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 text-sm font-medium">{t`Lines`}</legend>
          <LinesEditor lines={entered.lines} errorAt={errorAt} onChange={(lines) => put({ lines })} />
        </fieldset>
        <div className="grid gap-3 sm:grid-cols-2">
          <PersonPicker
            label={t`Owner`}
            value={entered.owner}
            error={errorAt('ownerId')}
            onChange={(owner) => put({ owner })}
          />
          <GroupPicker
            label={t`Group`}
            value={entered.group}
            error={errorAt('groupId')}
            onChange={(group) => put({ group })}
          />
          <When
            label={t`Planned start`}
            value={entered.start}
            error={errorAt('plannedStart')}
            onChange={(start) => put({ start })}
          />
          <When
            label={t`Planned end`}
            value={entered.end}
            error={errorAt('plannedEnd')}
            onChange={(end) => put({ end })}
          />
        </div>
        <Textarea
          label={t`Description`}
          hint={t`Markdown, for whoever does it.`}
          value={entered.description}
          error={errorAt('description')}
          onChange={(description) => put({ description })}
        />
        {change && <VoidNote change={change} edited={edited} />}
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Not now`}</Button>
          <Button type="submit" kind="primary" busy={save.busy}>
            {voids ? t`Save and ask again` : task ? t`Save` : t`Add the task`}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

type WhenProps = { label: string; value: string; error: string | undefined; onChange: (value: string) => void };

function When({ label, value, error, onChange }: WhenProps) {
  const { zone } = useViewer();
  return (
    <Field label={label} hint={zone} error={error}>
      {(control) => (
        <input
          {...control}
          type="datetime-local"
          value={value}
          onChange={(event) => onChange(event.target.value.slice(0, 16))}
          className={controlLook}
        />
      )}
    </Field>
  );
}

function send(
  changeId: string,
  on: Task | { version: number },
  { kind, title, description, level, owner, group, start, end, lines }: Entered,
  zone: string,
  key: string,
): Promise<ChangeTasks> {
  const written = {
    title,
    description,
    level: Math.round(Number(level)) || 1,
    ownerId: owner?.id ?? null,
    groupId: group?.id ?? null,
    plannedStart: start ? instantAt(start, zone) : null,
    plannedEnd: end ? instantAt(end, zone) : null,
    steps: stepsOf(lines),
  };
  if ('id' in on) return call(editTaskRoute, { taskId: on.id, version: on.version, ...written }, { key });
  return call(addTaskRoute, { changeId, version: on.version, kind, ...written }, { key });
}

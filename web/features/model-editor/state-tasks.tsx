import { type StateDefinition, type TaskDefinition, type TaskKind, taskKinds } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { Plus, X } from 'lucide-react';
import { Button } from '../../ui/buttons/button.tsx';
import { IconButton } from '../../ui/buttons/icon-button.tsx';
import { Checkbox } from '../../ui/fields/checkbox.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { placeWord, useGroups } from '../models/index.ts';
import { taskKindWord } from '../tasks/index.ts';
import { replaced, taken } from './editable.ts';
import { NumberField } from './number-field.tsx';
import { Part } from './part.tsx';

type Props = { state: StateDefinition; onChange: (state: StateDefinition) => void };

/** The tasks that a change is given when it first comes to a state. */
export function StateTasks({ state, onChange }: Props) {
  const { tasks } = state;
  const save = (next: TaskDefinition[]) => onChange({ ...state, tasks: next });
  const blank: TaskDefinition = { kind: 'implementation', title: '', description: '', level: 1, steps: [] };
  return (
    <Part at="tasks">
      {tasks.map((task, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a task has no identity but its place while it is written
        <Part key={at} at={at}>
          <TaskFields
            task={task}
            onChange={(next) => save(replaced(tasks, at, next))}
            onRemove={() => save(taken(tasks, at))}
          />
        </Part>
      ))}
      <Button className="self-start" onClick={() => save([...tasks, blank])}>{t`Give a task`}</Button>
    </Part>
  );
}

type TaskProps = { task: TaskDefinition; onChange: (task: TaskDefinition) => void; onRemove: () => void };

function TaskFields({ task, onChange, onRemove }: TaskProps) {
  return (
    <fieldset className="flex flex-col gap-3 rounded-md border border-line p-3">
      <legend className="px-1 text-sm font-medium">
        {task.title ? t`Task: ${task.title}` : t`Task without a title`}
      </legend>
      <div className="grid gap-3 sm:grid-cols-[160px_minmax(0,1fr)]">
        <Select<TaskKind>
          label={t`Kind`}
          value={task.kind}
          options={taskKinds.map((value) => ({ value, label: taskKindWord[value]() }))}
          onChange={(kind) => kind && onChange({ ...task, kind })}
        />
        <Part at="title">
          <TextInput
            label={t`What is to be done`}
            value={task.title}
            error={task.title.trim() ? undefined : t`Say what it is.`}
            onChange={(title) => onChange({ ...task, title })}
          />
        </Part>
        <NumberField
          label={t`Level`}
          value={task.level}
          least={1}
          most={99}
          onChange={(level) => onChange({ ...task, level })}
        />
        <Part at="owner">
          <OwnerField task={task} onChange={onChange} />
        </Part>
      </div>
      <p className="text-xs text-fg-3">
        {t`Tasks of one level go side by side; the next level begins when the whole level is over.`}
      </p>
      <Textarea
        label={t`Description`}
        value={task.description}
        onChange={(description) => onChange({ ...task, description })}
      />
      <Steps task={task} onChange={onChange} />
      <Button kind="quiet" className="self-start" onClick={onRemove}>{t`Take this task out`}</Button>
    </fieldset>
  );
}

const places = ['requester', 'coordinator', 'change_manager', 'assignee'] as const;

function OwnerField({ task, onChange }: Pick<TaskProps, 'task' | 'onChange'>) {
  const groups = useGroups();
  const { owner, ...unowned } = task;
  const chosen = owner === undefined ? '' : 'group' in owner ? owner.group : owner.is;
  const gone = chosen.startsWith('grp_') && !groups.some(({ value }) => value === chosen);
  const options = [
    ...places.map((place) => ({ value: place as string, label: placeWord[place]() })),
    ...groups,
    ...(gone ? [{ value: chosen, label: t`${chosen} (not there)` }] : []),
  ];
  return (
    <Select
      label={t`Given to`}
      value={chosen}
      empty={t`Nobody yet`}
      options={options}
      onChange={(key) => {
        const is = places.find((place) => place === key);
        onChange(key === '' ? unowned : { ...task, owner: is ? { is } : { group: key } });
      }}
    />
  );
}

function Steps({ task, onChange }: Pick<TaskProps, 'task' | 'onChange'>) {
  const { steps } = task;
  const save = (next: TaskDefinition['steps']) => onChange({ ...task, steps: next });
  return (
    <div data-part="steps" className="flex flex-col gap-3">
      {steps.map((step, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step has no identity but its place while it is written
        <div key={at} data-part={at} className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_104px_auto_auto]">
          <TextInput
            label={t`Step ${at + 1}`}
            value={step.text}
            error={step.text.trim() ? undefined : t`Say what it is.`}
            onChange={(text) => save(replaced(steps, at, { ...step, text }))}
          />
          <NumberField
            label={t`Minutes`}
            value={step.minutes}
            least={0}
            most={10_080}
            onChange={(minutes) => save(replaced(steps, at, { ...step, minutes }))}
          />
          <div className="sm:pt-7">
            <Checkbox
              label={t`by a machine`}
              checked={step.automatic}
              onChange={(automatic) => save(replaced(steps, at, { ...step, automatic }))}
            />
          </div>
          <IconButton label={t`Take out step ${at + 1}`} className="sm:mt-6" onClick={() => save(taken(steps, at))}>
            <X size={14} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      <Button
        kind="quiet"
        className="self-start"
        onClick={() => save([...steps, { text: '', minutes: 0, automatic: false }])}
      >
        <Plus size={14} aria-hidden="true" />
        {t`Add a step`}
      </Button>
    </div>
  );
}

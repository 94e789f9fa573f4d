import { type TaskKind, taskKinds } from '@interlock/contract/models.ts';
import type { TemplateContent } from '@interlock/contract/templates.ts';
import { t } from '@lingui/core/macro';
import { Plus, X } from 'lucide-react';
import type { FieldErrors } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { IconButton } from '../../ui/buttons/icon-button.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { stepsOf, textOfSteps } from './step-lines.ts';

type Tasks = TemplateContent['tasks'];
type Props = { tasks: Tasks; errorAt: FieldErrors; onChange: (tasks: Tasks) => void };

const kindWord: Record<TaskKind, () => string> = {
  planning: () => t`Planning`,
  build: () => t`Build`,
  test: () => t`Test`,
  implementation: () => t`Implementation`,
  verification: () => t`Verification`,
  backout: () => t`Backout`,
  review: () => t`Review`,
};

export function TasksInput({ tasks, errorAt, onChange }: Props) {
  const put = (at: number, part: Partial<Tasks[number]>) =>
    onChange(tasks.map((task, index) => (index === at ? { ...task, ...part } : task)));
  const blank = { kind: 'implementation' as const, title: '', description: '', level: 1, steps: [] };
  return (
    <div className="flex flex-col gap-4">
      {tasks.map((task, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a task has no identity but its place while it is written
        <div key={at} className="grid items-end gap-3 sm:grid-cols-[160px_1fr_auto]">
          <Select<TaskKind>
            label={t`Kind`}
            value={task.kind}
            options={taskKinds.map((value) => ({ value, label: kindWord[value]() }))}
            onChange={(kind) => kind && put(at, { kind })}
          />
          <TextInput
            label={t`Task`}
            value={task.title}
            error={errorAt(`tasks.${at}.title`)}
            onChange={(title) => put(at, { title })}
          />
          <IconButton label={t`Remove this task`} onClick={() => onChange(tasks.filter((_, index) => index !== at))}>
            <X size={14} aria-hidden="true" />
          </IconButton>
          <div className="sm:col-span-2">
            <Textarea
              label={t`Steps`}
              hint={t`One a line; how many minutes it takes behind it in brackets: Drain the host (5)`}
              value={textOfSteps(task.steps)}
              error={errorAt(`tasks.${at}.steps`)}
              onChange={(lines) => put(at, { steps: stepsOf(lines) })}
            />
          </div>
        </div>
      ))}
      <div>
        <Button kind="quiet" onClick={() => onChange([...tasks, blank])}>
          <Plus size={14} aria-hidden="true" />
          {t`Add a task`}
        </Button>
      </div>
    </div>
  );
}

import type { WrittenField } from '@interlock/contract/changes.ts';
import type { TemplateContent, TemplateVersion } from '@interlock/contract/templates.ts';
import { t } from '@lingui/core/macro';
import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { Prose } from '../../ui/markdown/prose.tsx';
import { textOf } from '../../ui/values/value-text.ts';
import { categoryWord, fieldWord, levelWord, purposeWord, riskWord, triggerWord } from '../changes/index.ts';
import { presettable } from './entered-template.ts';

/** A value as people read it. */
export function saidIn(
  field: WrittenField,
  { preset }: Pick<TemplateContent, 'preset'>,
  names: TemplateVersion['names'],
): string {
  if (field === 'purpose') return preset.purpose ? purposeWord[preset.purpose]() : '';
  if (field === 'impact' || field === 'urgency') return preset[field] ? levelWord[preset[field]]() : '';
  if (field === 'riskLevel') return preset.riskLevel ? riskWord[preset.riskLevel]() : '';
  if (field === 'categories') return (preset.categories ?? []).map((one) => categoryWord[one]()).join(', ');
  if (field === 'triggers') return (preset.triggers ?? []).map((one) => triggerWord[one]()).join(', ');
  const value: unknown = Object.entries(preset).find(([name]) => name === field)?.[1];
  if (value === undefined || value === null || value === '') return '';
  return typeof value === 'string' ? (names[value] ?? value) : textOf(value);
}

/** What a version of a template presets, locks and asks. */
export function ContentShown({ version }: { version: TemplateVersion }) {
  const { content, names, html } = version;
  const locked = new Set<string>(content.locked);
  const said = presettable.filter((field) => saidIn(field, content, names) !== '');
  return (
    <dl className="grid gap-x-4 text-sm sm:grid-cols-[200px_minmax(0,1fr)] sm:gap-y-3">
      {said.map((field) => (
        <Fact key={field} name={fieldWord[field]()} locked={locked.has(field)}>
          {html[field] ? <Prose html={html[field]} /> : <Plain>{saidIn(field, content, names)}</Plain>}
        </Fact>
      ))}
      {content.tasks.map((task) => (
        <Fact
          key={`${task.kind} ${task.level} ${task.title}`}
          name={t`Task: ${task.title}`}
          locked={task.steps.length > 0}
        >
          <Plain>
            {task.steps
              .map((step) => (step.minutes > 0 ? t`${step.text} (${step.minutes} min)` : step.text))
              .join('\n')}
          </Plain>
        </Fact>
      ))}
      <Fact name={t`Asked of whoever raises it`} locked={false}>
        {(version.asks as WrittenField[]).map((field) => fieldWord[field]()).join(', ')}
      </Fact>
    </dl>
  );
}

/** Its lines stand as they were written; what was written in Markdown comes with its own. */
const Plain = ({ children }: { children: string }) => <span className="whitespace-pre-line">{children}</span>;

function Fact({ name, locked, children }: { name: string; locked: boolean; children: ReactNode }) {
  return (
    <>
      <dt className="flex items-start gap-1.5 text-fg-2">
        {locked && <Lock size={13} className="mt-0.5 shrink-0" aria-label={t`Locked:`} />}
        {name}
      </dt>
      <dd className="mb-3 min-w-0 break-words sm:mb-0">{children}</dd>
    </>
  );
}

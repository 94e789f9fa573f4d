import type { TemplateVersion } from '@interlock/contract/templates.ts';
import { t } from '@lingui/core/macro';
import { ChangedValue } from '../../ui/values/changed-value.tsx';
import { fieldWord } from '../changes/index.ts';
import { saidIn } from './content-shown.tsx';
import { presettable } from './entered-template.ts';

type Row = { name: string; before: string; after: string };

const tasksOf = ({ content }: TemplateVersion): string =>
  content.tasks
    .flatMap(({ title, kind, steps }) => [
      `${title} (${kind})`,
      ...steps.map(({ text, minutes }) => `  ${text} ${minutes || ''}`),
    ])
    .join('\n');

function rowsOf(before: TemplateVersion, after: TemplateVersion): Row[] {
  const fields = (version: TemplateVersion, which: 'locked' | 'required') =>
    version.content[which].map((field) => fieldWord[field]()).join(', ');
  return [
    { name: t`Name`, before: before.content.name, after: after.content.name },
    { name: t`When to use it`, before: before.content.description, after: after.content.description },
    { name: t`Category`, before: before.content.category, after: after.content.category },
    ...presettable.map((field) => ({
      name: fieldWord[field](),
      before: saidIn(field, before.content, before.names),
      after: saidIn(field, after.content, after.names),
    })),
    { name: t`Tasks`, before: tasksOf(before), after: tasksOf(after) },
    { name: t`Asked`, before: fields(before, 'required'), after: fields(after, 'required') },
    { name: t`Locked`, before: fields(before, 'locked'), after: fields(after, 'locked') },
    { name: t`Minutes`, before: String(before.content.minutes ?? ''), after: String(after.content.minutes ?? '') },
  ].filter((row) => row.before !== row.after);
}

/** What one version says otherwise than another. */
export function Differences({ before, after }: { before: TemplateVersion; after: TemplateVersion }) {
  const rows = rowsOf(before, after);
  if (rows.length === 0) return <p className="text-sm text-fg-2">{t`Nothing is otherwise.`}</p>;
  return (
    <div className="flex flex-col gap-2">
      {rows.map((row) => (
        <ChangedValue key={row.name} {...row} />
      ))}
    </div>
  );
}

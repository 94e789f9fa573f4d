import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { showTemplateRoute } from '@interlock/contract/templates.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BookCheck } from 'lucide-react';
import { reads } from '../../lib/calls/query.ts';
import { fieldWord } from '../changes/index.ts';

/** Where a standard change comes from, and what of it stays as it was published. */
export default function TemplateNote({ template }: { template: NonNullable<ChangeDetail['template']> }) {
  const { id, version } = template;
  const shown = useQuery(reads(showTemplateRoute, { templateId: id }));
  const words: Record<string, () => string> = { ...fieldWord, steps: () => t`the steps of the plan` };
  const locked = template.locked.map((field) => words[field]?.() ?? field).join(', ');
  if (!shown.data) return null;
  const { key, name } = shown.data;
  return (
    <p className="flex gap-2 text-sm text-fg-2">
      <BookCheck size={16} className="mt-0.5 shrink-0" aria-hidden="true" />
      <span>
        {t`Preset by`}{' '}
        <Link to="/templates/$key" params={{ key }} className="text-accent underline underline-offset-2">
          {name}
        </Link>{' '}
        {t`version ${version}.`} {t`Fixed: ${locked}.`} {t`When its work goes well, it closes by itself.`}
      </span>
    </p>
  );
}

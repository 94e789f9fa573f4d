import type { ChangeDetail, WrittenField } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useCommands } from '../../lib/commands.ts';
import { useKeys } from '../../lib/keys.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

const SectionEditor = lazy(() => import('./section-editor.tsx').then((module) => ({ default: module.SectionEditor })));

type Props = {
  title: string;
  change: ChangeDetail;
  fields: readonly WrittenField[];
  flat?: boolean;
  children: ReactNode;
};

/** A part of a change as it reads, and in the same place as it is edited. The focus goes in and out with the editing. */
export function Section({ title, change, fields, flat = false, children }: Props) {
  const [editing, setEditing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !editing && document.activeElement === document.body) opener.current?.focus();
    wasEditing.current = editing;
  }, [editing]);
  const mayEdit = fields.some((field) => change.editable.includes(field));
  const edits = mayEdit && !editing ? () => setEditing(true) : undefined;
  useKeys({ e: fields.includes('title') ? edits : undefined });
  useCommands(edits ? [{ name: t`Edit: ${title}`, run: edits }] : []);
  return (
    <Card
      title={title}
      flat={flat}
      aside={
        edits && <Button ref={opener} kind="quiet" aria-label={t`Edit: ${title}`} onClick={edits}>{t`Edit`}</Button>
      }
    >
      {editing ? (
        <Suspense fallback={<Skeleton />}>
          <SectionEditor change={change} fields={fields} onClose={() => setEditing(false)} />
        </Suspense>
      ) : (
        children
      )}
    </Card>
  );
}

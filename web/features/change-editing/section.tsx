import type { ChangeDetail, WrittenField } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useCommands } from '../../lib/browser/commands.ts';
import { useKeys } from '../../lib/browser/keys.ts';
import { isKeptAt } from '../../lib/browser/use-kept.ts';
import { useMe } from '../../lib/session/session.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Card } from '../../ui/layout/card.tsx';

const SectionEditor = lazy(() => import('./section-editor.tsx').then((module) => ({ default: module.SectionEditor })));

type Props = {
  title: string;
  change: ChangeDetail;
  fields: readonly WrittenField[];
  flat?: boolean;
  children: ReactNode;
};

/**
 * A part of a change as it reads, and in the same place as it is edited. The focus goes in and out with the editing. An address
 * that ends in the name of one of its fields opens it there. What was typed and not saved stands there again, and takes no focus.
 */
export function Section({ title, change, fields, flat = false, children }: Props) {
  const me = useMe();
  const keptAs = `${change.id}.${me.person.id}.${fields.join('.')}`;
  const mayEdit = fields.some((field) => change.editable.includes(field));
  const [again, setAgain] = useState(() => mayEdit && isKeptAt(keptAs));
  const [editing, setEditing] = useState(again);
  const opener = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !editing && document.activeElement === document.body) opener.current?.focus();
    wasEditing.current = editing;
  }, [editing]);
  const asked = useAskedField(fields, () => mayEdit && setEditing(true));
  const edits = mayEdit && !editing ? () => setEditing(true) : undefined;
  const close = () => {
    setEditing(false);
    setAgain(false);
    asked.forget();
  };
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
          <SectionEditor
            change={change}
            fields={fields}
            at={asked.field}
            keptAs={keptAs}
            again={again}
            onClose={close}
          />
        </Suspense>
      ) : (
        children
      )}
    </Card>
  );
}

/** Which field the address asks for, of those given; each time that it is asked for anew, it is opened. */
function useAskedField(fields: readonly WrittenField[], open: () => void) {
  const navigate = useNavigate();
  const { hash, entry } = useLocation({ select: ({ hash, state }) => ({ hash, entry: state.__TSR_key ?? '' }) });
  const field = fields.find((one) => one === hash);
  const [opened, setOpened] = useState<string>();
  useEffect(() => {
    if (!field || opened === entry) return;
    setOpened(entry);
    open();
  });
  const forget = () => void (field && navigate({ to: '.', search: true, hash: '', replace: true, resetScroll: false }));
  return { field, forget };
}

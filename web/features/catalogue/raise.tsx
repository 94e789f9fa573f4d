import { type ChangeDetail, listChangesRoute, type WrittenField } from '@interlock/contract/changes.ts';
import {
  raiseFromTemplateRoute,
  showTemplateRoute,
  type TemplateDetail,
  type TemplateVersion,
} from '@interlock/contract/templates.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { isZone, localAfter } from '../../lib/formats/local-time.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { type Entered, FieldInput, writtenOf } from '../change-fields/index.ts';
import { ContentShown, enteredWith } from '../templates/index.ts';

/** A standard change as it will be, before it is raised: asked is what the template leaves open, shown what it presets. */
export function RaiseFromTemplate() {
  const { key } = useParams({ from: '/signed-in/templates/$key/raise' });
  const template = useQuery(reads(showTemplateRoute, { templateId: key }));
  const name = template.data?.name ?? key;
  return (
    <>
      <TopBar
        crumbs={[
          <Link key="list" to="/templates" className="hover:text-fg hover:underline">{t`Templates`}</Link>,
          <Link key="one" to="/templates/$key" params={{ key }} className="hover:text-fg hover:underline">
            {name}
          </Link>,
          t`Raise`,
        ]}
      />
      <Page
        title={name}
        intro={t`The template is approved; nobody is asked again. Fill in what differs from change to change.`}
      >
        {template.isPending && <Skeleton />}
        {template.isError && <ErrorState error={template.error} onRetry={() => void template.refetch()} />}
        {template.data?.inForce && template.data.mayRaise && (
          <RaiseForm key={template.data.templateVersion} template={template.data} version={template.data.inForce} />
        )}
        {template.data && !template.data.mayRaise && (
          <EmptyState>{t`No change can be raised from this template now.`}</EmptyState>
        )}
      </Page>
    </>
  );
}

type Props = { template: TemplateDetail; version: TemplateVersion };

function RaiseForm({ template, version }: Props) {
  const navigate = useNavigate();
  const [entered, setEntered] = useState(() => enteredWith(version.content, version.names));
  const { asks, free } = template;
  const raise = useAction(async (fields: ReturnType<typeof writtenOf>, key) => {
    const { templateVersion } = version;
    const change: ChangeDetail = await call(
      raiseFromTemplateRoute,
      { ...fields, templateId: template.id, templateVersion },
      { key },
    );
    await outdated(listChangesRoute);
    const { number } = change;
    say(t`${number} is raised and stands in ${change.state.name}.`);
    await navigate({ to: '/changes/$number', params: { number } });
  });
  const form = useFocusOnError(raise.refusal);
  const errorAt = fieldErrors(raise.refusal);
  const scheduled = entered.window?.start && entered.window.end && entered.assigneeId;
  const change = (part: Partial<Entered>) => setEntered({ ...entered, ...withEnd(part, entered, template.minutes) });
  const input = (field: WrittenField) => (
    <FieldInput key={field} field={field} entered={entered} errorAt={errorAt} onChange={change} />
  );
  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        const told = asks.filter((field) => field !== 'window' || entered.window !== null);
        void raise.run(writtenOf(entered, [...told, ...free]));
      }}
    >
      <RefusalNote refusal={raise.refusal} />
      <div className="flex max-w-2xl flex-col gap-4">{asks.map(input)}</div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" kind="primary" busy={raise.busy}>
          {scheduled ? t`Raise and schedule` : t`Raise as a draft`}
        </Button>
        {!scheduled && (
          <span className="text-sm text-fg-2">{t`With a window and an assignee it is scheduled at once.`}</span>
        )}
      </div>
      {free.length > 0 && (
        <details className="rounded-lg border border-line bg-surface">
          <summary className="min-h-10 px-4 py-2.5 text-sm font-medium hover:bg-hover">{t`Alter what may differ`}</summary>
          <div className="flex flex-col gap-4 border-t border-line p-4">{free.map(input)}</div>
        </details>
      )}
      <Card title={t`What the template says`}>
        <ContentShown version={version} />
      </Card>
    </form>
  );
}

/** Where a start is given first, the end follows from how long it usually takes. */
function withEnd(part: Partial<Entered>, before: Entered, minutes: number | null): Partial<Entered> {
  const { window } = part;
  if (!window?.start || minutes === null || window.start === before.window?.start || !isZone(window.zone)) return part;
  return { ...part, window: { ...window, end: localAfter(window.start, minutes, window.zone) } };
}

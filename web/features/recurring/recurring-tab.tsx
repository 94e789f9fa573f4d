import {
  endRecurringRoute,
  listRecurringRoute,
  pauseRecurringRoute,
  type RecurringChange,
  resumeRecurringRoute,
} from '@interlock/contract/recurring.ts';
import type { TemplateDetail } from '@interlock/contract/templates.ts';
import { plural, t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { formatLocalSpan } from '../../lib/formats/format.ts';
import { useMe } from '../../lib/session/session.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { Person } from '../../ui/glyphs/person.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { At } from '../../ui/values/time.tsx';
import { ruleWords } from './rule.ts';
import { TakeOverDialog } from './take-over-dialog.tsx';

/** With the inputs of every field, which a template's page does without. */
const PlanDialog = lazy(() => import('./plan-dialog.tsx'));

/** The changes that this template raises by itself. */
export function RecurringTab({ template }: { template: TemplateDetail }) {
  const [planning, setPlanning] = useState(false);
  const recurring = useQuery(reads(listRecurringRoute, { template: template.id, limit: 100 }));
  return (
    <div className="flex flex-col gap-3">
      {template.mayRaise && (
        <div>
          <Button onClick={() => setPlanning(true)}>{t`Plan a recurring change`}</Button>
        </div>
      )}
      {recurring.isPending && <Skeleton />}
      {recurring.isError && <ErrorState error={recurring.error} onRetry={() => void recurring.refetch()} />}
      {recurring.data?.items.length === 0 && (
        <EmptyState>{t`Nothing is raised from this template by itself.`}</EmptyState>
      )}
      {recurring.data?.items.map((one) => (
        <One key={one.id} recurring={one} />
      ))}
      <Suspense>{planning && <PlanDialog template={template} onClose={() => setPlanning(false)} />}</Suspense>
    </div>
  );
}

type Turn = 'pause' | 'resume' | 'end';

function One({ recurring }: { recurring: RecurringChange }) {
  const viewer = useViewer();
  const me = useMe();
  const [taking, setTaking] = useState(false);
  const { id: recurringId, version, name, state, next, pausedBecause, until, leadDays } = recurring;
  const turn = useAction(async (to: Turn, key) => {
    const read = { recurringId, version };
    if (to === 'pause') await call(pauseRecurringRoute, { ...read, words: t`Paused by hand` }, { key });
    if (to === 'resume') await call(resumeRecurringRoute, read, { key });
    if (to === 'end') await call(endRecurringRoute, read, { key });
    await outdated(listRecurringRoute);
    say(t`Saved.`);
  });
  return (
    <Card
      title={name}
      aside={
        recurring.mayKeep &&
        state !== 'ended' && (
          <span className="flex flex-wrap gap-2">
            {recurring.owner.id !== me.person.id && (
              <Button
                kind="quiet"
                aria-label={t`Take it over: ${name}`}
                onClick={() => setTaking(true)}
              >{t`Take it over`}</Button>
            )}
            {state === 'active' && (
              <Button
                kind="quiet"
                aria-label={t`Pause ${name}`}
                onClick={() => void turn.run('pause')}
              >{t`Pause`}</Button>
            )}
            {state === 'paused' && (
              <Button
                kind="quiet"
                aria-label={t`Resume ${name}`}
                onClick={() => void turn.run('resume')}
              >{t`Resume`}</Button>
            )}
            <Button kind="quiet" aria-label={t`End ${name}`} onClick={() => void turn.run('end')}>{t`End`}</Button>
          </span>
        )
      }
    >
      <RefusalNote refusal={turn.refusal} />
      <div className="flex flex-col gap-1.5 text-sm">
        <p className="flex flex-wrap items-center gap-2">
          {state !== 'active' && (
            <Badge tone={state === 'paused' ? 'med' : 'grey'}>{state === 'paused' ? t`Paused` : t`Ended`}</Badge>
          )}
          {ruleWords(recurring.rule)}
          <span className="text-fg-2">
            {t`raised ${leadDays} days ahead`}
            {until && `, ${t`until ${until}`}`}
          </span>
        </p>
        {pausedBecause && <p className="text-med">{pausedBecause}</p>}
        {next && (
          <p>
            {t`Next:`} {formatLocalSpan(next.start, next.end, viewer.locale)} ({next.zone}), {t`raised`}{' '}
            <At at={next.raisedAt} />
          </p>
        )}
        {recurring.otherHours > 0 && (
          <p className="text-fg-2">
            {plural(recurring.otherHours, {
              one: 'One window ahead is raised already with other hours, and keeps them. Move its change where it is to follow.',
              other:
                '# windows ahead are raised already with other hours, and keep them. Move their changes where they are to follow.',
            })}
          </p>
        )}
        <p className="flex items-center gap-2 text-fg-2">
          {t`In the name of`} <Person person={recurring.owner} />
        </p>
      </div>
      {taking && <TakeOverDialog recurring={recurring} onClose={() => setTaking(false)} />}
    </Card>
  );
}

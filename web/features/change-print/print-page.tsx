import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { Link, useParams } from '@tanstack/react-router';
import { Printer } from 'lucide-react';
import { formatInstant } from '../../lib/formats/format.ts';
import { useNow } from '../../lib/formats/use-now.ts';
import { useMe } from '../../lib/session/session.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button, buttonLook } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { StateBadge } from '../../ui/glyphs/state-glyph.tsx';
import { useTitle } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { OutcomeBadge, PlannedWindow, PriorityBadge, RiskBadge, useChange } from '../changes/index.ts';
import { OverrideEntry } from '../overrides/index.ts';
import { CalledByName, useCalled } from './named-prose.tsx';
import { Approvals, Files, History, Hold, Part, Revisions, Tasks } from './parts.tsx';
import { IncidentsPart, LessonsPart, ReviewPart } from './review.tsx';
import { AnnouncementsPart, MoreTimePart } from './told-and-granted.tsx';
import { useRecord } from './use-record.ts';
import { Written } from './written.tsx';

/** One change as it goes on paper: everything that its tabs hold, one below the other, without the screen around it. */
export function PrintPage() {
  const { number } = useParams({ from: '/signed-in/changes/$number/print' });
  const change = useChange(number);
  useTitle(change.data ? `${number} ${change.data.title}` : number);
  return (
    <>
      <TopBar
        crumbs={[
          <Link key="change" to="/changes/$number" params={{ number }} className="hover:underline">
            {number}
          </Link>,
          t`Print`,
        ]}
      >
        {change.data && (
          <Button kind="primary" onClick={() => print()}>
            <Printer size={14} aria-hidden="true" />
            {t`Print`}
          </Button>
        )}
      </TopBar>
      {change.isPending && <Skeleton rows={12} />}
      {change.isError && (
        <ErrorState
          whole
          error={change.error}
          onRetry={() => void change.refetch()}
          instead={<Link to="/changes" className={buttonLook('plain')}>{t`Back to the list`}</Link>}
        />
      )}
      {change.data && <Sheet change={change.data} />}
    </>
  );
}

function Sheet({ change }: { change: ChangeDetail }) {
  const record = useRecord(change.id);
  const { revisions, activity, overrides, tasks, files, lastEvent } = record;
  const model = `${change.model.name} v${change.model.version}`;
  const called = useCalled(change, activity.data?.items.flatMap(({ html }) => html ?? []) ?? []);
  const waiting = called.waiting || record.waiting;
  return (
    <article aria-busy={waiting} className="mx-auto w-full max-w-[760px] px-4 py-6 print:max-w-none print:p-0">
      <p className="font-mono text-sm text-fg-2">{change.number}</p>
      <h1 className="mb-2 text-xl font-semibold break-words">{change.title}</h1>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <StateBadge state={change.state} held={change.onHold} />
        {change.outcome && <OutcomeBadge outcome={change.outcome} />}
        <PriorityBadge priority={change.priority} />
        <RiskBadge level={change.riskLevel} />
        <span className="text-xs text-fg-2">{model}</span>
      </div>
      {change.hold && <Hold hold={change.hold} />}
      <PlannedWindow change={change} />
      <table className="mt-3 w-full text-sm">
        <tbody>
          {[
            [t`Requester`, change.requester?.name],
            [t`Coordinator`, change.coordinator?.name],
            [t`Change manager`, change.manager?.name],
            [t`Assignee`, change.assignee?.name],
            [t`Team`, change.team?.name],
          ].map(([name, who]) => (
            <tr key={name} className="border-t border-line">
              <th scope="row" className="w-40 py-1 text-left font-normal text-fg-2">
                {name}
              </th>
              <td className="py-1">{who ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <CalledByName value={called.names}>
        <Written change={change} />
        <Part title={t`Approvals`}>
          <Approvals rounds={change.rounds} />
        </Part>
        {overrides.data && overrides.data.items.length > 0 && (
          <Part title={t`Gone past`}>
            <ul>
              {overrides.data.items.map((override) => (
                <OverrideEntry key={override.id} override={override} />
              ))}
            </ul>
          </Part>
        )}
        {files.data && files.data.items.length > 0 && (
          <Part title={t`Files`}>
            <Files items={files.data.items} />
          </Part>
        )}
        {tasks.data && tasks.data.tasks.length > 0 && (
          <Part title={t`Tasks`}>
            <Tasks tasks={tasks.data.tasks} />
          </Part>
        )}
        {record.run.data?.run && <MoreTimePart run={record.run.data.run} />}
        {record.review.data && <ReviewPart review={record.review.data} />}
        {record.incidents.data && <IncidentsPart changeId={change.id} incidents={record.incidents.data.items} />}
        {record.lessons.data && <LessonsPart lessons={record.lessons.data.items} />}
        {record.announcements.data && <AnnouncementsPart announcements={record.announcements.data.items} />}
        {revisions.data && revisions.data.items.length > 0 && (
          <Part title={t`Revisions`}>
            <Revisions revisions={revisions.data.items} />
          </Part>
        )}
        {activity.data && (
          <Part title={t`Activity`}>
            <History entries={activity.data.items} />
            {activity.data.more && <p className="text-xs">{t`There is more, which is not printed.`}</p>}
          </Part>
        )}
      </CalledByName>
      <Foot change={change} events={activity.data?.items.length} lastEvent={lastEvent} />
    </article>
  );
}

type FootProps = { change: ChangeDetail; events: number | undefined; lastEvent: string | undefined };

/** By whom and when it was printed, and by what it can be compared with the record later. */
function Foot({ change, events, lastEvent }: FootProps) {
  const me = useMe();
  const viewer = useViewer();
  const { name } = me.person;
  const when = `${formatInstant(new Date(useNow()).toISOString(), viewer)} (${viewer.zone})`;
  const { revision } = change;
  return (
    <footer className="mt-6 break-inside-avoid border-t border-line-2 pt-2 text-2xs text-fg-2">
      <p>{t`Printed by ${name}, ${when}. Times are by this clock.`}</p>
      <p>
        {t`Revision ${revision}`}
        {events !== undefined && <>, {t`${events} acts and comments`}</>}
      </p>
      {lastEvent && <p className="font-mono break-all">{t`Last event of the audit log: SHA-256 ${lastEvent}`}</p>}
      <p className="break-all">{`${location.origin}/changes/${change.number}`}</p>
    </footer>
  );
}

import { type System, systemRoute } from '@interlock/contract/operations.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { reads } from '../../lib/calls/query.ts';
import { formatBytes } from '../../lib/formats/format-bytes.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Ago } from '../../ui/values/time.tsx';
import { Figure, Figures } from './figure.tsx';

const EVERY = 30_000;
/** With less than a tenth left, somebody should make room: a full disk turns every command away. */
const isShort = ({ freeBytes, bytes }: NonNullable<System['disk']>): boolean => freeBytes < bytes / 10;

const LATE = 10 * 60_000;
/** Servers seal within seconds: where events wait for minutes, none does, and its log says why. */
const isLate = ({ waitingSince }: System['sealing']): boolean =>
  waitingSince !== null && Date.now() - Date.parse(waitingSince) > LATE;

/** What was done since the last backup goes with the disk. */
const STALE = 7 * 24 * 3600_000;

/** What runs here: program, database, jobs, disk. */
export function SystemCard() {
  const system = useQuery({ ...reads(systemRoute, {}), refetchInterval: EVERY });
  return (
    <Card title={t`System`}>
      {system.isPending && <Skeleton rows={3} />}
      {system.isError && <ErrorState error={system.error} onRetry={() => void system.refetch()} />}
      {system.data && <Shown system={system.data} />}
    </Card>
  );
}

function Shown({ system: { version, node, startedAt, database, jobs, sealing, backupAt, disk } }: { system: System }) {
  const { locale } = useViewer();
  const bytes = (number: number) => formatBytes(number, locale);
  const kind = database.embedded ? t`embedded` : t`your own`;
  const { connections, mostConnections } = database;
  const postgres = database.version.split(' ')[0] ?? '';
  const whole = disk ? bytes(disk.bytes) : '';
  return (
    <div className="flex flex-col gap-4">
      <Figures>
        <Figure
          label={t`Interlock`}
          note={
            <>
              {`Node ${node.slice(1)}, `}
              {t`started`} <Ago at={startedAt} />
            </>
          }
        >
          {version}
        </Figure>
        <Figure
          label={t`Database`}
          note={t`PostgreSQL ${postgres}, ${kind}; ${connections} of ${mostConnections} connections`}
        >
          {bytes(database.bytes)}
        </Figure>
        <Figure
          label={t`Jobs waiting`}
          tone={jobs.failed.length > 0 ? 'crit' : 'plain'}
          note={
            jobs.waitingSince && (
              <>
                {t`the oldest since`} <Ago at={jobs.waitingSince} />
              </>
            )
          }
        >
          {jobs.waiting}
        </Figure>
        {isLate(sealing) ? (
          <Figure
            label={t`Audit events not sealed`}
            tone="crit"
            note={
              <>
                {t`the oldest since`} <Ago at={sealing.waitingSince ?? ''} />
              </>
            }
          >
            {sealing.waiting}
          </Figure>
        ) : (
          <Figure label={t`Audit log`} note={<code>interlock audit verify</code>}>
            {sealing.waiting === 0 ? t`sealed` : t`being sealed`}
          </Figure>
        )}
        <Figure
          label={t`Last backup`}
          tone={backupAt && Date.now() - Date.parse(backupAt) > STALE ? 'crit' : 'plain'}
          note={backupAt ? undefined : <code>interlock backup FILE</code>}
        >
          {backupAt ? <Ago at={backupAt} /> : t`none yet`}
        </Figure>
        <Figure label={t`Disk left`} tone={disk && isShort(disk) ? 'crit' : 'plain'} note={disk && t`of ${whole}`}>
          {disk ? bytes(disk.freeBytes) : t`unknown`}
        </Figure>
      </Figures>
      {jobs.failed.length > 0 && (
        <ul aria-label={t`Jobs that failed`} className="flex flex-col gap-1 text-sm">
          {jobs.failed.map(({ queue, count, lastAt, problem }) => (
            <li key={queue} className="rounded-md bg-crit-bg px-3 py-2">
              <span className="font-medium">{queue}</span> · {t`given up ${count} times in 7 days`}, {t`last`}{' '}
              <Ago at={lastAt} />
              {problem && <p className="text-xs text-fg-2">{problem}</p>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

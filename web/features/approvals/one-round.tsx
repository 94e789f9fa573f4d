import type { Round } from '@interlock/contract/approvals.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { lazy, Suspense } from 'react';
import { formatDay, formatTime } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { Ago, At } from '../../ui/values/time.tsx';
import { Asked } from './asked.tsx';
import { approvalsOf } from './my-round.ts';
import { coversInWords, fieldsInWords, statusTone, statusWord } from './words.ts';

const Withdraw = lazy(() => import('./withdraw.tsx').then((module) => ({ default: module.Withdraw })));

type Props = {
  round: Round;
  change: Pick<ChangeDetail, 'id' | 'number' | 'version'>;
  meId: string;
  onDone?: ((change: ChangeDetail) => Promise<void>) | undefined;
};

/** One asking: what it decides on, how it stands and why, who is asked and what each said. */
export function OneRound({ round, change, meId, onDone }: Props) {
  const { locale } = useViewer();
  const given = approvalsOf(round);
  const { needed, stateName } = round;
  // Another system's decision has no name of its own.
  const name = round.imported ? stateName : round.name || stateName;
  const asks = round.status === 'open' || round.status === 'stuck';
  return (
    <section aria-label={name}>
      <div className="mb-1 flex flex-wrap items-center gap-x-2 gap-y-1">
        <h3 className="text-sm font-semibold">{name}</h3>
        <Badge tone={statusTone(round.status)}>{statusWord(round.status)}</Badge>
        {round.advisory && <Badge>{t`Advice`}</Badge>}
        {!round.imported && round.status !== 'skipped' && (
          <span className="ml-auto text-xs text-fg-2 tabular-nums">{t`${given} of ${needed} needed`}</span>
        )}
      </div>
      {!round.imported && <p className="mb-2 text-xs text-fg-2">{coversInWords(round, locale)}</p>}
      <Why round={round} locale={locale} />
      <ul className="flex flex-col gap-2.5">
        {round.asked.map((asked) => (
          <Asked key={asked.person.id} asked={asked} isMe={asked.person.id === meId} open={asks} />
        ))}
      </ul>
      {round.status !== 'open' && <Answered questions={round.questions} />}
      {onDone && round.mayWithdraw && (
        <div className="mt-2">
          <Suspense>
            <Withdraw change={change} round={round} onDone={onDone} />
          </Suspense>
        </div>
      )}
      {round.imported ? <Imported round={round} /> : <Details round={round} />}
    </section>
  );
}

/** Why it fell, is stuck, or still stands although the window has moved. */
function Why({ round, locale }: { round: Round; locale: string }) {
  if (round.imported) return null;
  const fields = fieldsInWords(round.fellBy, locale);
  const said =
    round.fellBy.length > 0 ? t`Void: ${fields} was edited.` : round.windowMoved ? windowMoved(round) : round.note;
  return said ? <p className="mb-2 text-xs text-fg-2">{said}</p> : null;
}

/** What was asked before the round was over, and the answer. */
function Answered({ questions }: Pick<Round, 'questions'>) {
  return questions.map(({ id, askedBy, words, answer, answeredBy }) => (
    <div key={id} className="mt-2 border-l-2 border-line-2 pl-3 text-sm break-words whitespace-pre-line">
      <p>{t`${askedBy.name} asked for information: ${words}`}</p>
      {answer !== null && (
        <p className="text-fg-2">
          {answeredBy?.name ?? t`Somebody`}: {answer}
        </p>
      )}
    </div>
  ));
}

function windowMoved({ tolerance }: Round): string {
  const allowed = tolerance ?? '';
  return t`The window was moved within what this round allows: ${allowed}.`;
}

function Imported({ round }: { round: Round }) {
  return (
    <p className="text-xs text-fg-2">
      {round.closedAt && (
        <>
          <DayOrTime at={round.closedAt} />
          {' · '}
        </>
      )}
      {t`Decided in another system; no votes came with it.`}
    </p>
  );
}

/** Files often name days alone: what stands at midnight, by UTC or by the house's clock, is a day. */
function DayOrTime({ at }: { at: string }) {
  const { siteZone, locale } = useViewer();
  const zone = ['UTC', siteZone].find((one) => formatTime(at, { zone: one, locale: 'en' }) === '00:00');
  return zone ? <time dateTime={at}>{formatDay(at, { zone, locale })}</time> : <At at={at} />;
}

/** Why these people, who was left out, what was taken back, and the clock. */
function Details({ round }: { round: Round }) {
  const { tolerance } = round;
  return (
    <details className="mt-2">
      <summary className="min-h-6 text-xs text-fg-2">{t`Why these people?`}</summary>
      <div className="mt-1 flex flex-col gap-1 text-xs text-fg-2">
        <p>{round.rule}</p>
        {round.asked.map(({ person, because }) => (
          <p key={person.id}>
            {person.name}: {because}
          </p>
        ))}
        {round.leftOut.map(({ person, because }) => (
          <p key={person.id}>{t`Not asked: ${person.name}, ${because}`}</p>
        ))}
        {round.withdrawn.map(({ person, withdrawnAt, because }) => (
          <p key={withdrawnAt}>{t`${person.name} took their yes back: “${because}”`}</p>
        ))}
        {tolerance && <p>{t`A new window asks nobody again as long as ${tolerance}.`}</p>}
        {round.expiresAtStart && <p>{t`It ends at the planned start if nobody has decided.`}</p>}
        <p>
          {t`Asked`} <Ago at={round.openedAt} />
          {round.remindedAt && (
            <>
              {' · '}
              {t`reminded`} <Ago at={round.remindedAt} />
            </>
          )}
          {round.escalatedAt && (
            <>
              {' · '}
              {t`escalated`} <Ago at={round.escalatedAt} />
            </>
          )}
        </p>
      </div>
    </details>
  );
}

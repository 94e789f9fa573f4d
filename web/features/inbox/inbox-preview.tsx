import type { ChangeDetail } from '@interlock/contract/changes.ts';
import type { ChangeItem } from '@interlock/contract/inbox.ts';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Refusal } from '../../lib/calls/refusal.ts';
import { useMay, useMe } from '../../lib/session/session.ts';
import { buttonLook } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { StateBadge } from '../../ui/glyphs/state-glyph.tsx';
import { Prose } from '../../ui/markdown/prose.tsx';
import { Rounds, roundFor } from '../approvals/index.ts';
import { News, Questions, VoteBar } from '../change-decisions/index.ts';
import {
  fieldWordsOf,
  keepChange,
  PriorityBadge,
  RestrictedMark,
  readAgain,
  useChange,
  useExplain,
} from '../changes/index.ts';
import { MoveButtons } from '../moves/index.ts';
import { PreviewFacts } from './preview-facts.tsx';

const MyWork = lazy(() => import('../change-tasks/index.ts').then((module) => ({ default: module.MyWork })));

type Props = {
  item: ChangeItem;
  /** Whether it came up by itself, after another was decided. */
  jumped: boolean;
};

/** Enough of the change to decide on it here, and the way to the rest. */
export function InboxPreview({ item, jumped }: Props) {
  const change = useChange(item.change.number);
  if (change.isPending) return <Skeleton rows={10} />;
  if (change.isError) return <ErrorState error={change.error} onRetry={() => void change.refetch()} />;
  return <Preview change={change.data} item={item} jumped={jumped} />;
}

function Preview({ change, item: { kind, why, roundId }, jumped }: Props & { change: ChangeDetail }) {
  const me = useMe();
  const mayMove = useMay('change.move');
  const explain = useExplain(change.id);
  const [refusal, setRefusal] = useState<Refusal>();
  const round = roundFor(change, roundId);
  const requester = change.requester?.name;
  const words = fieldWordsOf(change.model.retrospective);
  function refused(told: Refusal | undefined): void {
    setRefusal(told);
    if (told?.status === 409) void readAgain();
  }
  return (
    <article className="scroll flex min-h-0 min-w-0 flex-col gap-4 overflow-y-auto px-4 py-5 sm:px-6">
      <div className="flex flex-wrap items-center gap-2">
        <Link
          to="/changes/$number"
          params={{ number: change.number }}
          className="font-mono text-xs text-fg-2 hover:text-fg hover:underline"
        >
          {change.number}
        </Link>
        <StateBadge state={change.state} held={change.onHold} />
        {change.restricted && <RestrictedMark />}
        <PriorityBadge priority={change.priority} />
        <span className="text-xs text-fg-2">{why}</span>
      </div>
      <div>
        <h2 className="text-xl font-semibold break-words">{change.title}</h2>
        {requester && <p className="text-xs text-fg-2">{t`Requested by ${requester}`}</p>}
      </div>
      <Questions change={change} onDone={keepChange} />
      {round && <News change={change} />}
      <Suspense>
        <MyWork changeId={change.id} />
      </Suspense>
      <PreviewFacts change={change} />
      <Part title={words.summary()} text={change.summary} />
      <Part title={words.peopleImpacted()} text={change.peopleImpacted} />
      <Part title={words.systemsAffected()} text={change.systemsAffected} />
      <Part title={words.riskAssessment()} text={change.riskAssessment} />
      <Written title={words.backoutPlan()} html={change.backoutPlan.html} />
      <RefusalNote refusal={refusal} />
      <div className="sticky bottom-0 z-10 flex flex-wrap gap-2 border-y border-line bg-surface py-3">
        <Suspense>
          {round && <VoteBar change={change} round={round} pause={jumped} onDone={keepChange} onRefused={refused} />}
        </Suspense>
        {kind === 'extension' && (
          <Link to="/changes/$number/run" params={{ number: change.number }} className={buttonLook('primary')}>
            {t`Decide in the run view`}
          </Link>
        )}
        {mayMove && !round && (
          <MoveButtons
            change={change}
            moves={explain.data?.moves ?? []}
            quiet={kind === 'extension'}
            onRefused={refused}
          />
        )}
        <Link to="/changes/$number" params={{ number: change.number }} className={buttonLook('quiet')}>
          {t`Open the whole change`}
        </Link>
      </div>
      {change.description.html && <Prose html={change.description.html} />}
      <Part title={words.reason()} text={change.reason} />
      <Part title={words.ifNotDone()} text={change.ifNotDone} />
      <Part title={words.cannotWait()} text={change.cannotWait} />
      <Part title={words.benefit()} text={change.benefit} />
      <Part title={words.cost()} text={change.cost} />
      <Part title={words.costOfNotDoing()} text={change.costOfNotDoing} />
      <Written title={words.implementationPlan()} html={change.implementationPlan.html} />
      <Written title={words.testPlan()} html={change.testPlan.html} />
      <Written title={words.communicationPlan()} html={change.communicationPlan.html} />
      <section>
        <h3 className="mb-2 text-sm font-semibold">{t`Approvals`}</h3>
        <Rounds change={change} meId={me.person.id} />
      </section>
    </article>
  );
}

function Part({ title, text }: { title: string; text: string }) {
  if (!text) return null;
  return (
    <section>
      <h3 className="mb-1 text-sm font-semibold">{title}</h3>
      <p className="text-base break-words whitespace-pre-line text-fg-2">{text}</p>
    </section>
  );
}

function Written({ title, html }: { title: string; html: string }) {
  if (!html) return null;
  return (
    <section>
      <h3 className="mb-1 text-sm font-semibold">{title}</h3>
      <Prose html={html} />
    </section>
  );
}

import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { formatDay } from '../../lib/formats/format.ts';
import { useViewer, type Viewer } from '../../lib/session/viewer.ts';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { StateBadge } from '../../ui/glyphs/state-glyph.tsx';
import { type Step, Stepper } from '../../ui/layout/stepper.tsx';
import { countedOf } from '../approvals/index.ts';
import {
  cancelWord,
  changeOf,
  OutcomeBadge,
  outcomeWord,
  PriorityBadge,
  RestrictedMark,
  RiskBadge,
} from '../changes/index.ts';
import { TemplateNote } from '../templates/index.ts';

export function ChangeHead({ change }: { change: ChangeDetail }) {
  const { source, copiedFrom } = change;
  const steps = useSteps(change);
  const viewer = useViewer();
  const called = changeOf(change.model.name);
  const name = change.requester?.name;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <span className="hidden font-mono text-sm font-semibold print:inline">{change.number}</span>
          <StateBadge state={change.state} held={change.onHold} />
          {change.outcome && <OutcomeBadge outcome={change.outcome} />}
          {change.restricted && <RestrictedMark />}
          <PriorityBadge priority={change.priority} />
          <RiskBadge level={change.riskLevel} />
          <span className="text-xs text-fg-2">{name ? t`${called}, requested by ${name}` : called}</span>
          {change.model.retrospective && <Badge>{t`Recorded after the fact`}</Badge>}
          {change.censured && <Badge tone="crit">{t`Censured`}</Badge>}
          {change.model.assigneeMayClose && <Badge tone="med">{t`Whoever carries it out may close it`}</Badge>}
          {copiedFrom && (
            <Link
              to="/changes/$number"
              params={{ number: copiedFrom.number }}
              className="text-xs text-accent underline"
            >
              {t`Copied from ${copiedFrom.number}`}
            </Link>
          )}
          {source && <Badge>{importedWord(source, viewer)}</Badge>}
        </div>
        <h1 className="text-xl font-semibold break-words">{change.title}</h1>
      </div>
      {steps.length > 1 && <Stepper label={t`The way of this change`} steps={steps} />}
      {source?.history && (
        <p className="text-sm text-fg-2">{t`This is history: it was over when it came here, and its way there is not recorded.`}</p>
      )}
      {change.template && (
        <Suspense>
          <TemplateNote template={change.template} />
        </Suspense>
      )}
      {change.reported && !change.outcome && (
        <Ending title={t`Reported: ${outcomeWord[change.reported.outcome]()}`} words={change.reported.notes} />
      )}
      {change.cancelled && <Ending title={cancelWord[change.cancelled.reason]()} words={change.cancelled.words} />}
      {change.closure?.notes && <Ending title={t`Closing notes`} words={change.closure.notes} />}
    </div>
  );
}

function importedWord({ system, number, importedAt }: NonNullable<ChangeDetail['source']>, viewer: Viewer): string {
  const day = importedAt && formatDay(importedAt, viewer);
  return day ? t`Imported from ${system} on ${day}: ${number}` : t`Imported from ${system}: ${number}`;
}

function Ending({ title, words }: { title: string; words: string }) {
  return (
    <section aria-label={title} className="rounded-lg border border-line bg-sunken px-4 py-3 text-sm">
      <p className="font-semibold">{title}</p>
      {words && <p className="break-words whitespace-pre-line text-fg-2">{words}</p>}
    </section>
  );
}

/** The model's states as steps; a cancelled change shows how far it came. The end is done once reached, dated or not. Of history those that are known. */
function useSteps(change: ChangeDetail): Step[] {
  const viewer = useViewer();
  const ways = change.source?.history ? change.steps.filter((step) => step.enteredAt || step.current) : change.steps;
  const present = ways.findIndex((step) => step.current);
  return ways.map((step, at) => {
    const over = step.kind === 'closed' || step.kind === 'cancelled';
    const passed = step.enteredAt !== null && (present === -1 || at < present);
    const place = step.current ? (over ? 'done' : 'current') : passed ? 'done' : 'ahead';
    const counted = countedOf(change.rounds, step.key);
    return {
      key: step.key,
      name: step.name,
      note: counted ?? (step.enteredAt && place !== 'ahead' ? formatDay(step.enteredAt, viewer) : ''),
      place,
    };
  });
}

import { decisionIsDue, runClock } from '@interlock/contract/run-clock.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import type { Refusal } from '../../lib/calls/refusal.ts';
import { useMay } from '../../lib/session/session.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { useChange, useExplain } from '../changes/index.ts';
import { MoveButtons } from '../moves/index.ts';
import { DecisionBanner, Extensions, RunActs, Times } from '../run-acts/index.ts';
import { ClockPanel, type Heard, LostBanner, useSeconds } from '../run-clock/index.ts';
import { CurrentStep } from './current-step.tsx';
import { RunLog } from './run-log.tsx';
import { RunPlan } from './run-plan.tsx';
import { lineOf, turnsOf } from './turns.ts';

type Props = { heard: Heard; lost: boolean; lookAgain: () => void };

/** What cannot be pressed looks so; the banner above says why. */
const resting =
  'contents disabled:[&_button]:border-line disabled:[&_button]:bg-hover disabled:[&_button]:text-fg-3 disabled:[&_button]:shadow-none';

/** The clocks, what is done now, and beside it the plan and the log. While the connection is lost nothing can be pressed. */
export function RunBody({ heard: { run, stamp, at, ahead }, lost, lookAgain }: Props) {
  const [chosen, setChosen] = useState<string>();
  const now = Math.max(useSeconds() + ahead, at);
  const clock = runClock({ tasks: run.tasks, end: run.end, now });
  const running = run.change.state.kind === 'implement';
  const turns = running ? turnsOf(run, clock.backingOut) : [];
  const current = turns.find(({ id }) => id === chosen) ?? turns[0];
  const decidedFor = run.decidedFor === null ? null : Date.parse(run.decidedFor);
  const waitsForWords = running && decisionIsDue(clock.noReturn, now, decidedFor);
  const asksMe = run.extensions.some(({ mayDecide }) => mayDecide);
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
      <div className="flex min-w-0 flex-col gap-4">
        {lost && <LostBanner at={at} />}
        <fieldset disabled={lost} className={resting}>
          <DecisionBanner run={run} clock={clock} now={now} lookAgain={lookAgain} />
          {asksMe && <Extensions run={run} lookAgain={lookAgain} />}
          <ClockPanel run={run} clock={clock} now={now} />
          {run.change.held !== null && (
            <p className="rounded-lg border border-line-2 bg-sunken px-4 py-3 text-sm break-words">
              <span className="font-semibold">{t`It is paused:`}</span> {run.change.held}
            </p>
          )}
          {current ? (
            <CurrentStep
              key={current.id}
              run={run}
              task={current}
              lost={lost}
              quiet={waitsForWords || asksMe}
              lookAgain={lookAgain}
            />
          ) : (
            <NothingNow number={run.change.number} kind={run.change.state.kind} isPlanned={run.tasks.length > 0} />
          )}
          {running && (
            <RunActs run={run} doing={current && (lineOf(current)?.step.text ?? current.title)} lookAgain={lookAgain} />
          )}
          {!asksMe && <Extensions run={run} lookAgain={lookAgain} />}
          <Times run={run} />
        </fieldset>
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <RunPlan run={run} backingOut={clock.backingOut} current={current?.id} onChoose={setChosen} />
        <RunLog changeId={run.change.id} stamp={stamp} />
      </div>
    </div>
  );
}

/** Nothing has its turn: the next step is a move of the change. */
function NothingNow({ number, kind, isPlanned }: { number: string; kind: string; isPlanned: boolean }) {
  const mayMove = useMay('change.move');
  const change = useChange(number);
  const explain = useExplain(change.data?.id);
  const [refusal, setRefusal] = useState<Refusal>();
  const words =
    kind === 'implement'
      ? isPlanned
        ? t`Nothing is left to do here. The work is ended by the next move.`
        : t`It has no tasks to tick off. The work is ended by the next move.`
      : kind === 'review' || kind === 'closed' || kind === 'cancelled'
        ? t`The work is over.`
        : t`The work has not begun.`;
  return (
    <section aria-label={t`What is done now`} className="rounded-lg border border-line bg-surface shadow-card">
      <RefusalNote refusal={refusal} />
      <EmptyState
        action={
          mayMove && change.data ? (
            <div className="flex flex-wrap justify-center gap-2">
              <MoveButtons
                change={change.data}
                moves={explain.data?.moves ?? []}
                quiet={false}
                onRefused={setRefusal}
              />
            </div>
          ) : undefined
        }
      >
        {words}
      </EmptyState>
    </section>
  );
}

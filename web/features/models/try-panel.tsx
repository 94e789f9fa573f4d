import type { DraftDefinition } from '@interlock/contract/model-drafts.ts';
import { type TriedState, tryModelRoute } from '@interlock/contract/model-trials.ts';
import { type RequirableField, requirableFields } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { call } from '../../lib/call.ts';
import { useAction } from '../../lib/use-action.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Checkboxes } from '../../ui/checkboxes.tsx';
import { TextInput } from '../../ui/input.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Select } from '../../ui/select.tsx';
import { StateGlyph } from '../../ui/state-glyph.tsx';
import { fieldName, levelWord } from '../changes/index.ts';
import { enforcementWord, guardWord } from './words.ts';

const levels = ['high', 'medium', 'low'] as const;
type Said = {
  impact: (typeof levels)[number];
  urgency: (typeof levels)[number];
  priority: string;
  team: string;
  minutes: string;
};

/** A change made up, and what the model would do with it: whom it asks, what it demands, which way it goes. */
export function TryPanel({ definition }: { definition: DraftDefinition }) {
  const [said, setSaid] = useState<Said>({ impact: 'medium', urgency: 'medium', priority: '3', team: '', minutes: '' });
  const [filled, setFilled] = useState<RequirableField[]>([]);
  const [states, setStates] = useState<TriedState[]>();
  const attempt = useAction(async (example: { facts: object; filled: RequirableField[] }, key) => {
    const answer = await call(
      tryModelRoute,
      { definition, example: { ...example, facts: { ...example.facts } } },
      { key },
    );
    setStates(answer.states);
  });
  const say = (over: Partial<Said>) => setSaid({ ...said, ...over });
  function go() {
    const { impact, urgency, priority, team, minutes } = said;
    const window = minutes === '' ? {} : { hasWindow: true, windowMinutes: Number(minutes) };
    const facts = {
      impact,
      urgency,
      priority: Number(priority),
      team,
      hasAssignee: filled.includes('assignee'),
      ...window,
    };
    void attempt.run({ facts, filled });
  }
  const options = levels.map((level) => ({ value: level, label: levelWord[level]() }));
  return (
    <div className="flex flex-col gap-4">
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <div className="grid gap-3 sm:grid-cols-3">
          <Select
            label={t`Impact`}
            value={said.impact}
            options={options}
            onChange={(impact) => impact && say({ impact })}
          />
          <Select
            label={t`Urgency`}
            value={said.urgency}
            options={options}
            onChange={(urgency) => urgency && say({ urgency })}
          />
          <TextInput
            label={t`Priority, 1 to 4`}
            inputMode="numeric"
            value={said.priority}
            onChange={(priority) => say({ priority })}
          />
          <TextInput label={t`Team`} value={said.team} onChange={(team) => say({ team })} />
          <TextInput
            label={t`Window in minutes`}
            hint={t`Empty for none.`}
            inputMode="numeric"
            value={said.minutes}
            onChange={(minutes) => say({ minutes })}
          />
        </div>
        <Checkboxes
          label={t`Filled in`}
          chosen={filled}
          options={requirableFields.map((field) => ({ value: field, label: fieldName(field) }))}
          onChange={setFilled}
        />
        <RefusalNote refusal={attempt.refusal} />
        <Button type="submit" kind="primary" className="self-start" busy={attempt.busy}>{t`Try it`}</Button>
      </form>
      <div aria-live="polite" className="flex flex-col gap-2">
        {states?.map((state) => (
          <Tried key={state.key} state={state} />
        ))}
      </div>
    </div>
  );
}

function Tried({ state }: { state: TriedState }) {
  const missing = state.demands.filter((demand) => demand.missing);
  return (
    <Card>
      <div className="flex flex-col gap-1.5 text-sm">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          <StateGlyph kind={state.kind} /> {state.name}
          {state.onTheWay ? <Badge tone="accent">{t`On its way`}</Badge> : <Badge>{t`Not on its way`}</Badge>}
        </span>
        {missing.length > 0 && (
          <p>
            {t`Still needs`}:{' '}
            {missing
              .map(({ field, where }) => (where ? `${fieldName(field)} (${where})` : fieldName(field)))
              .join(', ')}
          </p>
        )}
        {state.rounds.map((round) => {
          const { name, needed, group } = round;
          const people = round.people.map((person) => person.name).join(', ');
          return (
            <p key={name} className={round.asked ? '' : 'text-fg-2'}>
              {round.asked ? t`${name} asks ${group} and takes ${needed} yes: ${people}` : t`${name} is not asked`}
              {round.advisory && ` (${t`advice`})`}
              {round.problem && <span className="text-crit"> {round.problem}</span>}
            </p>
          );
        })}
        {state.moves.map((move) => {
          const { toName } = move;
          const by = move.by.join(', ');
          return (
            <div key={move.to} className={move.offered ? '' : 'text-fg-2'}>
              <p>
                {move.offered ? t`${move.label}, to ${toName}: by ${by}` : t`${move.label}, to ${toName}: not offered`}
                {!move.offered && move.where && <code className="font-mono text-xs"> ({move.where})</code>}
                {move.problem && <span className="text-crit"> {move.problem}</span>}
              </p>
              {move.offered && (
                <ul className="list-disc pl-5 text-fg-2">
                  {move.guards.map(({ guard, enforcement }) => (
                    <li key={guard}>
                      {guardNamed(guard)}: {enforcementWord[enforcement]()}
                    </li>
                  ))}
                  {move.conditions.map(({ why, holds, enforcement, problem }) => (
                    <li key={why}>
                      {why} {holds ? t`It holds.` : `${t`It does not hold`}: ${enforcementWord[enforcement]()}.`}{' '}
                      {problem}
                    </li>
                  ))}
                </ul>
              )}
            </div>
          );
        })}
      </div>
    </Card>
  );
}

const guardNamed = (guard: string): string =>
  Object.entries(guardWord).find(([name]) => name === guard)?.[1]() ?? guard;

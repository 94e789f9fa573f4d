import type { TriedState } from '@interlock/contract/model-trials.ts';
import { t } from '@lingui/core/macro';
import { CircleDashed, CircleUserRound } from 'lucide-react';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { StateGlyph } from '../../ui/glyphs/state-glyph.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { fieldName } from '../changes/index.ts';
import { enforcementWord, guardWord } from '../models/index.ts';

const missingIn = ({ demands }: TriedState) => demands.filter((demand) => demand.missing);

/** What the model would do with the example, state by state: what holds it in one holds it back from those that follow. */
export function TriedStates({ states }: { states: readonly TriedState[] }) {
  const held = states.findIndex((state) => state.onTheWay && missingIn(state).length > 0);
  return states.map((state, at) => <Tried key={state.key} state={state} comes={held === -1 || at <= held} />);
}

/** In one state: what it still demands, whom it asks and why, which moves it offers. */
function Tried({ state, comes }: { state: TriedState; comes: boolean }) {
  const missing = missingIn(state);
  return (
    <Card>
      <div className="flex flex-col gap-2 text-sm">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          <StateGlyph kind={state.kind} /> {state.name}
          <Passage state={state} comes={comes} />
        </span>
        {missing.length > 0 && (
          <p>
            {t`Still needs`}:{' '}
            {missing
              .map(({ field, whereInWords: where }) => {
                const name = fieldName(field);
                return where ? t`${name} (where ${where})` : name;
              })
              .join(', ')}
          </p>
        )}
        {state.rounds.map((round) => (
          <TriedRound key={round.name} round={round} />
        ))}
        {state.moves.map((move) => (
          <TriedMove key={move.to} move={move} />
        ))}
      </div>
    </Card>
  );
}

function Passage({ state, comes }: { state: TriedState; comes: boolean }) {
  if (!state.onTheWay) return <Badge>{t`Not on its way`}</Badge>;
  if (!comes) return <Badge>{t`Only once what is missing is there`}</Badge>;
  if (missingIn(state).length > 0) return <Badge tone="high">{t`Something is missing to enter it`}</Badge>;
  return <Badge tone="low">{t`It comes through`}</Badge>;
}

type Round = TriedState['rounds'][number];

function TriedRound({ round }: { round: Round }) {
  const { name, needed, group, asked } = round;
  const people = round.people.map((person) => person.name).join(', ') || t`nobody`;
  const Sign = asked ? CircleUserRound : CircleDashed;
  return (
    <div className="flex gap-2">
      <Sign
        size={16}
        aria-hidden="true"
        className={asked ? 'mt-0.5 shrink-0 text-authorize' : 'mt-0.5 shrink-0 text-fg-3'}
      />
      <div className="min-w-0">
        <p className={asked ? '' : 'text-fg-2'}>
          {asked ? t`${name} asks ${group} and takes ${needed} yes: ${people}` : t`${name} is not asked`}
          {round.advisory && ` (${t`advice`})`}
        </p>
        <p className="text-xs text-fg-2">
          {whyOf(round)}
          {round.problem && <span className="text-crit"> {round.problem}</span>}
        </p>
      </div>
    </div>
  );
}

/** Why a round is asked on this example, or is not. */
function whyOf({ asked, problem, whereInWords: where }: Round): string {
  if (where === null) return t`It always asks.`;
  if (problem) return t`It asks where ${where}. Whether that holds cannot be worked out here, so it asks.`;
  return asked ? t`It asks where ${where}, and that holds.` : t`It asks only where ${where}, and that does not hold.`;
}

type Move = TriedState['moves'][number];

function TriedMove({ move }: { move: Move }) {
  const { toName, label, offered, whereInWords: where } = move;
  const by = move.by.join(', ');
  return (
    <div className={offered ? '' : 'text-fg-2'}>
      <p>
        {offered ? t`${label}, to ${toName}: by ${by}` : t`${label}, to ${toName}: not offered`}
        {!offered && where !== null && ` (${t`only where ${where}`})`}
        {move.problem && <span className="text-crit"> {move.problem}</span>}
      </p>
      {offered && (
        <ul className="list-disc pl-5 text-fg-2">
          {move.guards.map(({ guard, enforcement }) => (
            <li key={guard}>
              {guardNamed(guard)}: {enforcementWord[enforcement]()}
            </li>
          ))}
          {move.conditions.map(({ why, holds, enforcement, problem }) => (
            <li key={why}>
              {why} {holds ? t`It holds.` : `${t`It does not hold`}: ${enforcementWord[enforcement]()}.`} {problem}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const guardNamed = (guard: string): string =>
  Object.entries(guardWord).find(([name]) => name === guard)?.[1]() ?? guard;

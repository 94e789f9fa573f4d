import {
  defaultEnforcement,
  type Enforcement,
  enforcements,
  type GuardName,
  guardNames,
  type ModelDefinition,
  type TransitionDefinition,
} from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { Fragment } from 'react';
import { Button } from '../../ui/buttons/button.tsx';
import { Checkbox } from '../../ui/fields/checkbox.tsx';
import { Checkboxes } from '../../ui/fields/checkboxes.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { outcomeWord } from '../changes/index.ts';
import { enforcementWord, guardWord, withGone } from '../models/index.ts';
import { endsOfNewMove, replaced, taken } from './editable.ts';
import { anchorOf } from './findings.tsx';
import { useFreshCards } from './fresh-cards.ts';
import { ItemCard } from './item-card.tsx';
import { MoversField } from './movers-field.tsx';
import { Part } from './part.tsx';
import type { Out } from './taken-out.tsx';

type Props = {
  model: ModelDefinition;
  out: Out<TransitionDefinition>;
  onChange: (over: Partial<ModelDefinition>) => void;
};

/** The moves between the states: who makes them, what guards them, where they are offered. */
export function MovesEditor({ model, out, onChange }: Props) {
  const { states, transitions } = model;
  const nameOf = (key: string) => states.find((state) => state.key === key)?.name ?? key;
  const save = (next: TransitionDefinition[]) => onChange({ transitions: next });
  const { takeOut, shownAt } = out;
  const cards = useFreshCards();
  const labelOf = ({ label }: TransitionDefinition) => label;
  const add = () => {
    const blank = { guards: [], enforce: {}, guardsWhen: {}, conditions: [], earlyMovers: [], asksPlannedEnd: false };
    const rest = { reportsOutcome: false, passesWhen: [] };
    cards.added(transitions.length, transitions.length);
    save([
      ...transitions,
      { ...endsOfNewMove(model), label: t`Go on`, movers: [{ is: 'requester' }], ...blank, ...rest },
    ]);
  };
  return (
    <div className="flex flex-col gap-2">
      {transitions.map((made, at) => (
        <Fragment key={cards.keyAt(at)}>
          {shownAt(at, labelOf)}
          <ItemCard
            id={anchorOf('transitions', at)}
            name={made.label}
            fresh={cards.isFresh(at)}
            title={
              <>
                {made.label}{' '}
                <span className="font-normal text-fg-2">{t`${nameOf(made.from)} to ${nameOf(made.to)}`}</span>
              </>
            }
            onRemove={() => takeOut(at)}
          >
            <MoveFields made={made} model={model} onChange={(next) => save(replaced(transitions, at, next))} />
          </ItemCard>
        </Fragment>
      ))}
      {shownAt(transitions.length, labelOf)}
      <Button className="self-start" onClick={add}>{t`Add a move`}</Button>
    </div>
  );
}

type FieldsProps = {
  made: TransitionDefinition;
  model: ModelDefinition;
  onChange: (made: TransitionDefinition) => void;
};

function MoveFields({ made, model, onChange }: FieldsProps) {
  const options = model.states.map(({ key, name }) => ({ value: key, label: name }));
  const { when: _when, ...always } = made;
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-3">
        <Part at="label">
          <TextInput
            label={t`What the button says`}
            value={made.label}
            onChange={(label) => onChange({ ...made, label })}
          />
        </Part>
        <Part at="from">
          <Select
            label={t`From`}
            value={made.from}
            options={withGone(options, [made.from])}
            onChange={(from) => onChange({ ...made, from })}
          />
        </Part>
        <Part at="to">
          <Select
            label={t`To`}
            value={made.to}
            options={withGone(options, [made.to])}
            onChange={(to) => onChange({ ...made, to })}
          />
        </Part>
      </div>
      <Part at="movers">
        <MoversField
          label={t`Made by`}
          chosen={made.movers}
          withRound
          onChange={(movers) => onChange({ ...made, movers })}
        />
      </Part>
      <Part at="when">
        <TextInput
          label={t`Offered only where`}
          hint={t`A condition, such as change.priority <= 2; empty for always.`}
          value={made.when ?? ''}
          onChange={(when) => onChange(when ? { ...made, when } : always)}
        />
      </Part>
      <Part at="guards">
        <Checkboxes
          label={t`Guards`}
          chosen={made.guards}
          options={guardNames.map((guard) => ({ value: guard, label: guardWord[guard]() }))}
          onChange={(guards) => {
            const kept = <Said,>(said: Record<string, Said>) =>
              Object.fromEntries(Object.entries(said).filter(([guard]) => guards.some((one) => one === guard)));
            onChange({ ...made, guards, enforce: kept(made.enforce), guardsWhen: kept(made.guardsWhen) });
          }}
        />
      </Part>
      {made.guards.map((guard) => (
        <GuardFields key={guard} guard={guard} made={made} onChange={onChange} />
      ))}
      <Part at="conditions">
        <Conditions made={made} onChange={onChange} />
      </Part>
      <Part at="earlyMovers">
        <MoversField
          label={t`May be made early, with a reason, by`}
          chosen={made.earlyMovers}
          onChange={(earlyMovers) => onChange({ ...made, earlyMovers })}
        />
      </Part>
      <Part at="asksPlannedEnd">
        <Checkbox
          label={t`Asks for the planned end`}
          checked={made.asksPlannedEnd}
          onChange={(asksPlannedEnd) => onChange({ ...made, asksPlannedEnd })}
        />
      </Part>
      <Part at="reportsOutcome">
        <Checkbox
          label={t`Asks how the work went`}
          checked={made.reportsOutcome}
          onChange={(reportsOutcome) => onChange({ ...made, reportsOutcome })}
        />
      </Part>
      <Part at="passesWhen">
        <Checkboxes
          label={t`Made by itself where the outcome is`}
          hint={t`Only closing passes by itself, and only once somebody has told how the work went.`}
          chosen={made.passesWhen}
          options={[
            { value: 'successful' as const, label: outcomeWord.successful() },
            { value: 'with_issues' as const, label: outcomeWord.with_issues() },
          ]}
          onChange={(passesWhen) => onChange({ ...made, passesWhen })}
        />
      </Part>
    </>
  );
}

/** What a guard does while it is not met, and where it asks at all. Closing always asks for its words, and blocks. */
function GuardFields({ guard, made, onChange }: Omit<FieldsProps, 'model'> & { guard: GuardName }) {
  const { [guard]: degree, ...otherDegrees } = made.enforce;
  const { [guard]: where, ...otherWheres } = made.guardsWhen;
  const guardName = guardWord[guard]();
  if (guard === 'closure') return null;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Part at={`enforce.${guard}`}>
        <Select<Enforcement>
          label={t`While it is not so: ${guardName}`}
          value={degree ?? ''}
          empty={t`it ${enforcementWord[defaultEnforcement[guard]]()}, as usual`}
          options={enforcements.map((one) => ({ value: one, label: enforcementWord[one]() }))}
          onChange={(next) => onChange({ ...made, enforce: next ? { ...otherDegrees, [guard]: next } : otherDegrees })}
        />
      </Part>
      <Part at={`guardsWhen.${guard}`}>
        <TextInput
          label={t`Asks only where`}
          hint={t`A condition, such as change.riskLevel != "low"; empty for always.`}
          value={where ?? ''}
          onChange={(next) => onChange({ ...made, guardsWhen: next ? { ...otherWheres, [guard]: next } : otherWheres })}
        />
      </Part>
    </div>
  );
}

function Conditions({ made, onChange }: Pick<FieldsProps, 'made' | 'onChange'>) {
  const save = (conditions: TransitionDefinition['conditions']) => onChange({ ...made, conditions });
  return (
    <>
      {made.conditions.map((guard, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its words are edited meanwhile
        <fieldset key={at} data-part={at} className="flex flex-col gap-3 rounded-md border border-line p-3">
          <legend className="px-1 text-sm font-medium">{t`A guard of your own`}</legend>
          <Part at="when">
            <TextInput
              label={t`Holds where`}
              value={guard.when}
              onChange={(when) => save(replaced(made.conditions, at, { ...guard, when }))}
            />
          </Part>
          <Part at="why">
            <TextInput
              label={t`Why, in your words`}
              value={guard.why}
              onChange={(why) => save(replaced(made.conditions, at, { ...guard, why }))}
            />
          </Part>
          <Part at="clearedBy">
            <MoversField
              label={t`Cleared by`}
              chosen={guard.clearedBy}
              onChange={(clearedBy) => save(replaced(made.conditions, at, { ...guard, clearedBy }))}
            />
          </Part>
          <Select<Enforcement>
            label={t`While it does not hold`}
            value={guard.enforcement}
            options={enforcements.map((degree) => ({ value: degree, label: enforcementWord[degree]() }))}
            onChange={(enforcement) => enforcement && save(replaced(made.conditions, at, { ...guard, enforcement }))}
          />
          <Button kind="quiet" className="self-start" onClick={() => save(taken(made.conditions, at))}>
            {t`Take this guard out`}
          </Button>
        </fieldset>
      ))}
      <Button
        kind="quiet"
        className="self-start"
        onClick={() =>
          save([
            ...made.conditions,
            {
              when: 'change.hasWindow',
              why: t`It has a window.`,
              clearedBy: [{ is: 'coordinator' }],
              enforcement: 'block',
            },
          ])
        }
      >
        {t`Add a guard of your own`}
      </Button>
    </>
  );
}

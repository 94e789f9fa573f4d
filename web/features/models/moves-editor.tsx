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
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Checkboxes } from '../../ui/checkboxes.tsx';
import { TextInput } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { outcomeWord } from '../changes/index.ts';
import { replaced, taken } from './editable.ts';
import { anchorOf } from './findings.tsx';
import { ItemCard } from './item-card.tsx';
import { MoversField } from './movers-field.tsx';
import { enforcementWord, guardWord } from './words.ts';

type Props = { model: ModelDefinition; onChange: (over: Partial<ModelDefinition>) => void };

/** The moves between the states: who makes them, what guards them, where they are offered. */
export function MovesEditor({ model, onChange }: Props) {
  const { states, transitions } = model;
  const nameOf = (key: string) => states.find((state) => state.key === key)?.name ?? key;
  const save = (next: TransitionDefinition[]) => onChange({ transitions: next });
  const add = () => {
    const [from, to] = [states[0]?.key ?? '', states[1]?.key ?? ''];
    const blank = { guards: [], enforce: {}, guardsWhen: {}, conditions: [], earlyMovers: [], asksPlannedEnd: false };
    const rest = { reportsOutcome: false, passesWhen: [] };
    save([...transitions, { from, to, label: t`Go on`, movers: [{ is: 'requester' }], ...blank, ...rest }]);
  };
  return (
    <div className="flex flex-col gap-2">
      {transitions.map((made, at) => (
        <ItemCard
          // biome-ignore lint/suspicious/noArrayIndexKey: both ends are edited, and its card stays open meanwhile
          key={at}
          id={anchorOf('transitions', at)}
          name={made.label}
          title={
            <>
              {made.label}{' '}
              <span className="font-normal text-fg-2">{t`${nameOf(made.from)} to ${nameOf(made.to)}`}</span>
            </>
          }
          onRemove={() => save(taken(transitions, at))}
        >
          <MoveFields made={made} model={model} onChange={(next) => save(replaced(transitions, at, next))} />
        </ItemCard>
      ))}
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
        <TextInput
          label={t`What the button says`}
          value={made.label}
          onChange={(label) => onChange({ ...made, label })}
        />
        <Select label={t`From`} value={made.from} options={options} onChange={(from) => onChange({ ...made, from })} />
        <Select label={t`To`} value={made.to} options={options} onChange={(to) => onChange({ ...made, to })} />
      </div>
      <MoversField
        label={t`Made by`}
        chosen={made.movers}
        withRound
        onChange={(movers) => onChange({ ...made, movers })}
      />
      <TextInput
        label={t`Offered only where`}
        hint={t`A condition, such as change.priority <= 2; empty for always.`}
        value={made.when ?? ''}
        onChange={(when) => onChange(when ? { ...made, when } : always)}
      />
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
      {made.guards.map((guard) => (
        <GuardFields key={guard} guard={guard} made={made} onChange={onChange} />
      ))}
      <Conditions made={made} onChange={onChange} />
      <MoversField
        label={t`May be made early, with a reason, by`}
        chosen={made.earlyMovers}
        onChange={(earlyMovers) => onChange({ ...made, earlyMovers })}
      />
      <Checkbox
        label={t`Asks for the planned end`}
        checked={made.asksPlannedEnd}
        onChange={(asksPlannedEnd) => onChange({ ...made, asksPlannedEnd })}
      />
      <Checkbox
        label={t`Asks how the work went`}
        checked={made.reportsOutcome}
        onChange={(reportsOutcome) => onChange({ ...made, reportsOutcome })}
      />
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
      <Select<Enforcement>
        label={t`While it is not so: ${guardName}`}
        value={degree ?? ''}
        empty={t`it ${enforcementWord[defaultEnforcement[guard]]()}, as usual`}
        options={enforcements.map((one) => ({ value: one, label: enforcementWord[one]() }))}
        onChange={(next) => onChange({ ...made, enforce: next ? { ...otherDegrees, [guard]: next } : otherDegrees })}
      />
      <TextInput
        label={t`Asks only where`}
        hint={t`A condition, such as change.riskLevel != "low"; empty for always.`}
        value={where ?? ''}
        onChange={(next) => onChange({ ...made, guardsWhen: next ? { ...otherWheres, [guard]: next } : otherWheres })}
      />
    </div>
  );
}

function Conditions({ made, onChange }: Pick<FieldsProps, 'made' | 'onChange'>) {
  const save = (conditions: TransitionDefinition['conditions']) => onChange({ ...made, conditions });
  return (
    <>
      {made.conditions.map((guard, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its words are edited meanwhile
        <fieldset key={at} className="flex flex-col gap-3 rounded-md border border-line p-3">
          <legend className="px-1 text-sm font-medium">{t`A guard of your own`}</legend>
          <TextInput
            label={t`Holds where`}
            value={guard.when}
            onChange={(when) => save(replaced(made.conditions, at, { ...guard, when }))}
          />
          <TextInput
            label={t`Why, in your words`}
            value={guard.why}
            onChange={(why) => save(replaced(made.conditions, at, { ...guard, why }))}
          />
          <MoversField
            label={t`Cleared by`}
            chosen={guard.clearedBy}
            onChange={(clearedBy) => save(replaced(made.conditions, at, { ...guard, clearedBy }))}
          />
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

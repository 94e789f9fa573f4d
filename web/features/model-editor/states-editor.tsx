import {
  type ModelDefinition,
  type RoundDefinition,
  requirableFields,
  type StateDefinition,
  stateKinds,
} from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { Fragment } from 'react';
import { Button } from '../../ui/buttons/button.tsx';
import { Checkboxes } from '../../ui/fields/checkboxes.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { StateGlyph } from '../../ui/glyphs/state-glyph.tsx';
import { fieldName, kindWord } from '../changes/index.ts';
import { useGroups, withGone } from '../models/index.ts';
import { keyFrom, placeOfNewState, replaced, shifted, taken } from './editable.ts';
import { anchorOf } from './findings.tsx';
import { useFreshCards } from './fresh-cards.ts';
import { ItemCard } from './item-card.tsx';
import { Part } from './part.tsx';
import { RoundFields } from './round-fields.tsx';
import { StateTasks } from './state-tasks.tsx';
import type { Out } from './taken-out.tsx';

type Props = {
  model: ModelDefinition;
  out: Out<StateDefinition>;
  onChange: (over: Partial<ModelDefinition>) => void;
};

const kinds = stateKinds.filter((kind) => kind !== 'cancelled');

/** The states in their order; the first is where a change is born. */
export function StatesEditor({ model, out, onChange }: Props) {
  const { states } = model;
  const save = (next: StateDefinition[]) => onChange({ states: next });
  const { takeOut, shownAt } = out;
  const cards = useFreshCards();
  const nameOf = ({ name }: StateDefinition) => name;
  const add = () => {
    const name = t`New state`;
    const key = keyFrom(
      name,
      states.map((state) => state.key),
    );
    const at = placeOfNewState(states);
    cards.added(at, states.length);
    const blank: StateDefinition = {
      ...{ key, name, kind: 'build', requires: [], requiresWhen: [], approvals: [], tasks: [] },
    };
    save([...states.slice(0, at), blank, ...states.slice(at)]);
  };
  return (
    <div className="flex flex-col gap-2">
      {states.map((state, at) => (
        <Fragment key={cards.keyAt(at)}>
          {shownAt(at, nameOf)}
          <ItemCard
            id={anchorOf('states', at)}
            name={state.name}
            fresh={cards.isFresh(at)}
            title={
              <span className="flex items-center gap-2">
                <StateGlyph kind={state.kind} /> {state.name} <span className="font-normal text-fg-3">{state.key}</span>
              </span>
            }
            onUp={at > 0 ? () => save(shifted(states, at, -1)) : undefined}
            onDown={at < states.length - 1 ? () => save(shifted(states, at, 1)) : undefined}
            onRemove={() => takeOut(at)}
          >
            <StateFields state={state} states={states} onChange={(next) => save(replaced(states, at, next))} />
          </ItemCard>
        </Fragment>
      ))}
      {shownAt(states.length, nameOf)}
      <Button className="self-start" onClick={add}>{t`Add a state`}</Button>
    </div>
  );
}

type FieldsProps = {
  state: StateDefinition;
  states: readonly StateDefinition[];
  onChange: (state: StateDefinition) => void;
};

function StateFields({ state, states, onChange }: FieldsProps) {
  const { rejectedTo, ...rest } = state;
  const others = states.filter(({ key }) => key !== state.key).map(({ key, name }) => ({ value: key, label: name }));
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-3">
        <Part at="name">
          <TextInput label={t`Name`} value={state.name} onChange={(name) => onChange({ ...state, name })} />
        </Part>
        <Part at="key">
          <TextInput label={t`Key`} value={state.key} onChange={(key) => onChange({ ...state, key })} />
        </Part>
        <Part at="kind">
          <Select
            label={t`Kind`}
            value={state.kind}
            options={kinds.map((kind) => ({ value: kind, label: kindWord[kind]() }))}
            onChange={(kind) => kind && onChange({ ...state, kind })}
          />
        </Part>
      </div>
      <Part at="requires">
        <Checkboxes
          label={t`Filled in before it is entered`}
          chosen={state.requires}
          options={requirableFields.map((field) => ({ value: field, label: fieldName(field) }))}
          onChange={(requires) => onChange({ ...state, requires })}
        />
      </Part>
      <Part at="requiresWhen">
        {state.requiresWhen.map((demand, at) => (
          <div
            key={demand.fields.join()}
            data-part={at}
            className="flex flex-col gap-2 rounded-md border border-line p-3"
          >
            <TextInput
              label={t`Where`}
              hint={t`A condition, such as change.impact == "high".`}
              value={demand.when}
              onChange={(when) =>
                onChange({ ...state, requiresWhen: replaced(state.requiresWhen, at, { ...demand, when }) })
              }
            />
            <Checkboxes
              label={t`is filled in as well`}
              chosen={demand.fields}
              options={requirableFields.map((field) => ({ value: field, label: fieldName(field) }))}
              onChange={(fields) =>
                onChange({ ...state, requiresWhen: replaced(state.requiresWhen, at, { ...demand, fields }) })
              }
            />
            <Button
              kind="quiet"
              className="self-start"
              onClick={() => onChange({ ...state, requiresWhen: taken(state.requiresWhen, at) })}
            >
              {t`Take this demand out`}
            </Button>
          </div>
        ))}
      </Part>
      <Button
        kind="quiet"
        className="self-start"
        onClick={() =>
          onChange({
            ...state,
            requiresWhen: [...state.requiresWhen, { when: 'change.impact == "high"', fields: ['testPlan'] }],
          })
        }
      >
        {t`Demand more under a condition`}
      </Button>
      <Part at="approvals">
        {state.approvals.map((round, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a key is edited meanwhile
          <Part key={at} at={at}>
            <RoundFields
              round={round}
              onChange={(next) => onChange({ ...state, approvals: replaced(state.approvals, at, next) })}
              onRemove={() =>
                onChange({ ...(state.approvals.length === 1 ? rest : state), approvals: taken(state.approvals, at) })
              }
            />
          </Part>
        ))}
      </Part>
      {state.approvals.length > 0 && (
        <Part at="rejectedTo">
          <Select
            label={t`A no leads to`}
            value={rejectedTo ?? ''}
            empty={t`Choose a state`}
            options={withGone(others, rejectedTo === undefined ? [] : [rejectedTo])}
            onChange={(to) => onChange(to ? { ...rest, rejectedTo: to } : rest)}
          />
        </Part>
      )}
      <AddRound state={state} first={others[0]?.value} onChange={onChange} />
      <StateTasks state={state} onChange={onChange} />
    </>
  );
}

type AddProps = { state: StateDefinition; first: string | undefined; onChange: (state: StateDefinition) => void };

function AddRound({ state, first, onChange }: AddProps) {
  const groups = useGroups();
  const add = () => {
    const place = state.approvals.length + 1;
    const round: RoundDefinition = {
      key: place === 1 ? 'approval' : `approval_${'abcdefghij'[place - 1]}`,
      name: t`Approval`,
      group: groups[0]?.value ?? '',
      quorum: { kind: 'any' },
      oneRejectionEnds: true,
      covers: [],
      order: 1,
      advisory: false,
      remindAfterHours: 24,
      escalateAfterHours: 48,
      expiresAtStart: false,
    };
    const rejectedTo = state.rejectedTo ?? first;
    onChange({ ...state, approvals: [...state.approvals, round], ...(rejectedTo && { rejectedTo }) });
  };
  return <Button className="self-start" onClick={add}>{t`Ask for approval`}</Button>;
}

import { materialFields } from '@interlock/contract/material.ts';
import type { RoundDefinition } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { Button } from '../../ui/buttons/button.tsx';
import { Checkbox } from '../../ui/fields/checkbox.tsx';
import { Checkboxes } from '../../ui/fields/checkboxes.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { fieldName } from '../changes/index.ts';
import { useGroups } from '../models/index.ts';
import { NumberField } from './number-field.tsx';
import { Part } from './part.tsx';

type Props = { round: RoundDefinition; onChange: (round: RoundDefinition) => void; onRemove: () => void };

/** One round of a state: whom it asks and how many must say yes, what their yes is bound to, and when they are told again. */
export function RoundFields({ round, onChange, onRemove }: Props) {
  const groups = useGroups();
  const { when: _when, ...always } = round;
  return (
    <fieldset className="flex flex-col gap-3 rounded-md border border-line p-3">
      <legend className="px-1 text-sm font-medium">{t`Round: ${round.name}`}</legend>
      <div className="grid gap-3 sm:grid-cols-3">
        <TextInput label={t`Name of the round`} value={round.name} onChange={(name) => onChange({ ...round, name })} />
        <Part at="key">
          <TextInput label={t`Key of the round`} value={round.key} onChange={(key) => onChange({ ...round, key })} />
        </Part>
        <Part at="group">
          <Select
            label={t`Asks`}
            value={round.group}
            empty={t`Choose a group`}
            options={groups}
            onChange={(group) => onChange({ ...round, group })}
          />
        </Part>
        <QuorumFields round={round} onChange={onChange} />
        <NumberField
          label={t`Place in the order`}
          hint={t`Rounds of one place ask side by side.`}
          value={round.order}
          least={1}
          most={20}
          onChange={(order) => onChange({ ...round, order })}
        />
      </div>
      <Part at="when">
        <TextInput
          label={t`Asks only where`}
          hint={t`A condition; empty for always.`}
          value={round.when ?? ''}
          onChange={(when) => onChange(when ? { ...round, when } : always)}
        />
      </Part>
      <Checkbox
        label={t`One no ends it`}
        checked={round.oneRejectionEnds}
        onChange={(oneRejectionEnds) => onChange({ ...round, oneRejectionEnds })}
      />
      <Checkbox
        label={t`Advice only: it holds nothing back`}
        checked={round.advisory}
        onChange={(advisory) => onChange({ ...round, advisory })}
      />
      <Covers round={round} onChange={onChange} />
      <Moved round={round} onChange={onChange} />
      <div className="grid gap-3 sm:grid-cols-2">
        <NumberField
          label={t`Reminds after (hours)`}
          hint={t`Those who are still out are told again.`}
          value={round.remindAfterHours}
          least={1}
          most={720}
          onChange={(remindAfterHours) => onChange({ ...round, remindAfterHours })}
        />
        <NumberField
          label={t`Escalates after (hours)`}
          hint={t`The manager of the group is told once.`}
          value={round.escalateAfterHours}
          least={1}
          most={720}
          onChange={(escalateAfterHours) => onChange({ ...round, escalateAfterHours })}
        />
      </div>
      <Part at="expiresAtStart">
        <Checkbox
          label={t`Expires at the planned start`}
          hint={t`A round that is still open then has approved nothing.`}
          checked={round.expiresAtStart}
          onChange={(expiresAtStart) => onChange({ ...round, expiresAtStart })}
        />
      </Part>
      <Button kind="quiet" className="self-start" onClick={onRemove}>{t`Take this round out`}</Button>
    </fieldset>
  );
}

type PartProps = Pick<Props, 'round' | 'onChange'>;

function QuorumFields({ round, onChange }: PartProps) {
  return (
    <>
      <Select
        label={t`Takes the yes of`}
        value={round.quorum.kind}
        options={[
          { value: 'any', label: t`any one` },
          { value: 'all', label: t`all` },
          { value: 'percent', label: t`a share` },
        ]}
        onChange={(kind) =>
          onChange({
            ...round,
            quorum: kind === 'percent' ? { kind, percent: 51 } : { kind: kind === 'all' ? 'all' : 'any' },
          })
        }
      />
      {round.quorum.kind === 'percent' && (
        <NumberField
          label={t`Per cent`}
          value={round.quorum.percent}
          least={1}
          most={100}
          onChange={(percent) => onChange({ ...round, quorum: { kind: 'percent', percent } })}
        />
      )}
    </>
  );
}

/** Which fields a yes of the round is bound to; an edit of another leaves it standing. */
function Covers({ round, onChange }: PartProps) {
  const all = round.covers.length === 0;
  return (
    <>
      <Select
        label={t`Its yes covers`}
        hint={t`An edit of what it covers asks again. A field that no round of the model names belongs to every round.`}
        value={all ? 'all' : 'some'}
        options={[
          { value: 'all', label: t`every field` },
          { value: 'some', label: t`some fields` },
        ]}
        onChange={(which) => onChange({ ...round, covers: which === 'some' ? ['implementationPlan'] : [] })}
      />
      {!all && (
        <Checkboxes
          label={t`Covers`}
          chosen={round.covers}
          options={materialFields.map((field) => ({
            value: field,
            label: field === 'priorityOverride' ? t`Priority set by hand` : fieldName(field),
          }))}
          onChange={(covers) => onChange({ ...round, covers })}
        />
      )}
    </>
  );
}

/** By how much the window may move without asking again. */
function Moved({ round, onChange }: PartProps) {
  const { tolerance, ...strict } = round;
  const first = { sameDay: true, shiftMinutes: 120, longer: false };
  return (
    <>
      <Checkbox
        label={t`The window may move a little without asking again`}
        hint={t`Measured from the window that was asked about, not from the last edit.`}
        checked={tolerance !== undefined}
        onChange={(may) => onChange(may ? { ...round, tolerance: first } : strict)}
      />
      {tolerance && (
        <div className="flex flex-col gap-3 border-l border-line pl-4">
          <NumberField
            label={t`By so many minutes at most`}
            value={tolerance.shiftMinutes}
            least={0}
            most={10_080}
            onChange={(shiftMinutes) => onChange({ ...round, tolerance: { ...tolerance, shiftMinutes } })}
          />
          <Checkbox
            label={t`On the same day only`}
            checked={tolerance.sameDay}
            onChange={(sameDay) => onChange({ ...round, tolerance: { ...tolerance, sameDay } })}
          />
          <Checkbox
            label={t`It may become longer, too`}
            checked={tolerance.longer}
            onChange={(longer) => onChange({ ...round, tolerance: { ...tolerance, longer } })}
          />
        </div>
      )}
    </>
  );
}

import {
  addRuleRoute,
  audiences,
  editRuleRoute,
  listRulesRoute,
  type RuleInput,
  type TellingRule,
} from '@interlock/contract/communication.ts';
import { stateKinds } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { useId, useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { type FieldErrors, fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Checkboxes } from '../../ui/fields/checkboxes.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { kindWord } from '../changes/index.ts';
import { GroupPicker } from '../identity/index.ts';
import { blankRule, type Entered, isTimed, ruleInputOf } from './entered-rule.ts';
import { eventGroups } from './event-groups.ts';
import { RuleWays } from './rule-ways.tsx';
import { audienceWord, eventGroupWord, eventWord } from './words.ts';

type PartProps = { entered: Entered; errorAt: FieldErrors; onChange: (part: Partial<Entered>) => void };

/** Writes a rule, or edits one: what it speaks of, whom it tells, by which way. */
export function RuleDialog({ rule, onClose }: { rule: TellingRule | null; onClose: () => void }) {
  const [entered, setEntered] = useState<Entered>(rule ?? blankRule);
  const save = useAction(async (input: RuleInput, key) => {
    if (rule) await call(editRuleRoute, { ruleId: rule.id, version: rule.version, ...input }, { key });
    else await call(addRuleRoute, input, { key });
    await outdated(listRulesRoute);
    say(t`Saved.`);
    onClose();
  });
  const form = useFocusOnError(save.refusal);
  const errorAt = fieldErrors(save.refusal);
  const change = (part: Partial<Entered>) => setEntered({ ...entered, ...part });
  const parts = { entered, errorAt, onChange: change };
  return (
    <Dialog wide title={rule ? t`Edit the rule` : t`New rule`} onClose={onClose}>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run(ruleInputOf(entered));
        }}
      >
        <RefusalNote refusal={save.refusal} />
        <TextInput
          label={t`Name`}
          required
          value={entered.name}
          error={errorAt('name')}
          onChange={(name) => change({ name })}
        />
        <What {...parts} />
        <Whom {...parts} />
        <RuleWays {...parts} />
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" busy={save.busy}>{t`Save`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

function What({ entered, errorAt, onChange }: PartProps) {
  return (
    <>
      <Events {...{ entered, errorAt, onChange }} />
      {entered.events.includes('watched_change_moved') && (
        <Checkboxes
          label={t`Only moves into`}
          hint={t`None chosen: every move.`}
          chosen={entered.stateKinds}
          error={errorAt('stateKinds')}
          options={stateKinds.map((value) => ({ value, label: kindWord[value]() }))}
          onChange={(kinds) => onChange({ stateKinds: kinds })}
        />
      )}
      {isTimed(entered.events) && (
        <TextInput
          label={t`So many minutes before`}
          type="number"
          min={1}
          max={10080}
          value={entered.minutes === null ? '' : String(entered.minutes)}
          error={errorAt('minutes')}
          onChange={(minutes) => onChange({ minutes: minutes === '' ? null : Number(minutes) })}
        />
      )}
      <TextInput
        label={t`Only changes for which`}
        hint={t`A condition in CEL, such as change.impact == "high". Empty: all changes.`}
        value={entered.condition ?? ''}
        error={errorAt('condition')}
        onChange={(condition) => onChange({ condition: condition === '' ? null : condition })}
      />
    </>
  );
}

/** What may happen, by what it happens to: the list is long. */
function Events({ entered, errorAt, onChange }: PartProps) {
  const error = errorAt('events');
  const id = useId();
  return (
    <fieldset aria-describedby={error && id}>
      <legend className="mb-2 text-sm font-semibold">{t`When`}</legend>
      <div className="flex flex-col gap-3 rounded-md border border-line p-3">
        {eventGroups.map(([group, kinds]) => (
          <Checkboxes
            key={group}
            label={eventGroupWord[group]()}
            chosen={entered.events}
            options={kinds.map((value) => ({ value, label: eventWord[value]() }))}
            onChange={(events) => onChange({ events })}
          />
        ))}
      </div>
      {error && (
        <div id={id} className="mt-1 text-xs text-crit">
          {error}
        </div>
      )}
    </fieldset>
  );
}

function Whom({ entered, errorAt, onChange }: PartProps) {
  return (
    <>
      <Checkboxes
        label={t`Whom it tells`}
        hint={t`Never whoever did it, and nobody who may not see the change.`}
        chosen={entered.audience}
        error={errorAt('audience')}
        options={audiences.map((value) => ({ value, label: audienceWord[value]() }))}
        onChange={(audience) => onChange({ audience })}
      />
      {entered.audience.includes('group') && (
        <GroupPicker
          label={t`Group`}
          value={entered.group}
          error={errorAt('groupId')}
          onChange={(group) => onChange({ group })}
        />
      )}
    </>
  );
}

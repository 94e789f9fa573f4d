import { categories, levels, riskLevels, triggers } from '@interlock/contract/change-fields.ts';
import { type ChangeFact, changeFacts } from '@interlock/contract/facts.ts';
import { t } from '@lingui/core/macro';
import { Checkbox } from '../../ui/fields/checkbox.tsx';
import { Checkboxes } from '../../ui/fields/checkboxes.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { type Option, Select } from '../../ui/fields/select.tsx';
import { categoryWord, fieldName, levelWord, priorityWord, riskWord, triggerWord } from '../changes/index.ts';
import { isNoNumber, type Said } from './example.ts';

const ownWords: Partial<Record<ChangeFact, () => string>> = {
  model: () => t`Model, by its id`,
  team: () => t`Team, by its name`,
  priority: () => t`Priority`,
  downtimeMinutes: () => t`Expected downtime in minutes`,
  hasAssignee: () => t`Somebody is assigned`,
  hasWindow: () => t`A window is planned`,
  windowMinutes: () => t`Window in minutes`,
  hoursUntilStart: () => t`Hours until its start`,
};
const factWord = (fact: ChangeFact): string => ownWords[fact]?.() ?? fieldName(fact);

/** What can be chosen, where a change has one of a few; the first stands until another is chosen. */
const choicesOf: Partial<Record<ChangeFact, () => Option<string>[]>> = {
  impact: () => levels.toReversed().map((value) => ({ value, label: levelWord[value]() })),
  urgency: () => levels.toReversed().map((value) => ({ value, label: levelWord[value]() })),
  priority: () => [4, 3, 2, 1].map((one) => ({ value: String(one), label: `${one} ${priorityWord(one)}` })),
  riskLevel: () => riskLevels.map((value) => ({ value, label: riskWord[value]() })),
};
const listOf: Partial<Record<ChangeFact, () => Option<string>[]>> = {
  categories: () => categories.map((value) => ({ value, label: categoryWord[value]() })),
  triggers: () => triggers.map((value) => ({ value, label: triggerWord[value]() })),
};

type Props = { fact: ChangeFact; said: Said; onChange: (said: Said) => void };

/** One thing that conditions ask of a change, as an example says it. */
export function FactField({ fact, said, onChange }: Props) {
  const label = factWord(fact);
  const value = said[fact];
  const typed = typeof value === 'string' ? value : '';
  const say = (next: string | boolean | string[]) => onChange({ ...said, [fact]: next });
  const choices = choicesOf[fact]?.();
  if (choices)
    return <Select label={label} value={typed || (choices[0]?.value ?? '')} options={choices} onChange={say} />;
  const list = listOf[fact]?.();
  if (list) {
    return (
      <div className="sm:col-span-full">
        <Checkboxes label={label} chosen={Array.isArray(value) ? value : []} options={list} onChange={say} />
      </div>
    );
  }
  if (changeFacts[fact] === 'bool') {
    return (
      <div className="sm:pt-7">
        <Checkbox label={label} checked={value === true} onChange={say} />
      </div>
    );
  }
  const isNumber = changeFacts[fact] === 'int' || changeFacts[fact] === 'double';
  return (
    <TextInput
      label={label}
      {...(isNumber && { hint: t`Empty where it is not known.`, inputMode: 'numeric' as const })}
      error={isNumber && isNoNumber(fact, typed) ? t`This is no number.` : undefined}
      value={typed}
      onChange={say}
    />
  );
}

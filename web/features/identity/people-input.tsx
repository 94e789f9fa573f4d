import { t } from '@lingui/core/macro';
import { X } from 'lucide-react';
import { IconButton } from '../../ui/buttons/icon-button.tsx';
import type { Choice } from '../../ui/fields/combobox.tsx';
import { Person } from '../../ui/glyphs/person.tsx';
import { PersonPicker } from './person-picker.tsx';

type Props = {
  label: string;
  people: readonly Choice[];
  error?: string | undefined;
  onChange: (people: Choice[]) => void;
};

/** Several people: those chosen, each with a way off the list, and a box to choose the next. */
export function PeopleInput({ label, people, error, onChange }: Props) {
  const add = (chosen: Choice | null) =>
    chosen && !people.some(({ id }) => id === chosen.id) && onChange([...people, { id: chosen.id, name: chosen.name }]);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      {people.length > 0 && (
        <ul className="flex flex-col gap-1">
          {people.map((person) => {
            const { name } = person;
            return (
              <li key={person.id} className="flex items-center justify-between gap-2 text-sm">
                <Person person={person} />
                <IconButton
                  label={t`Take ${name} off the list`}
                  onClick={() => onChange(people.filter(({ id }) => id !== person.id))}
                >
                  <X size={14} aria-hidden="true" />
                </IconButton>
              </li>
            );
          })}
        </ul>
      )}
      <PersonPicker key={people.length} label={t`Add somebody`} error={error} value={null} onChange={add} />
    </fieldset>
  );
}

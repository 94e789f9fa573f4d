import { t } from '@lingui/core/macro';
import { Plus, X } from 'lucide-react';
import type { FieldErrors } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { IconButton } from '../../ui/buttons/icon-button.tsx';
import type { Choice } from '../../ui/fields/combobox.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { PersonPicker } from '../identity/index.ts';

/** Somebody to ask or to tell, as they stand in the form. */
export type EnteredContact = {
  /** Of the house or not: it decides what is asked. */
  inHouse: boolean;
  person: Choice | null;
  name: string;
  role: string;
  email: string;
  phone: string;
};

type Props = {
  label: string;
  hint: string;
  contacts: readonly EnteredContact[];
  errorAt: FieldErrors;
  onChange: (contacts: EnteredContact[]) => void;
};

const blank = { person: null, name: '', role: '', email: '', phone: '' };

export function ContactsInput({ label, hint, contacts, errorAt, onChange }: Props) {
  const put = (at: number, part: Partial<EnteredContact>) =>
    onChange(contacts.map((contact, index) => (index === at ? { ...contact, ...part } : contact)));
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      {hint && <p className="text-xs text-fg-3">{hint}</p>}
      {contacts.map((contact, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a contact has no identity but its place while it is written
        <div key={at} className="grid grid-cols-[1fr_auto] items-start gap-2 rounded-lg border border-line p-3">
          <div className="grid gap-2 sm:grid-cols-2">
            {contact.inHouse ? (
              <PersonPicker
                label={t`Person`}
                value={contact.person}
                error={errorAt(`contacts.${at}.personId`) ?? errorAt(`contacts.${at}.name`)}
                onChange={(person) => put(at, { person })}
              />
            ) : (
              <TextInput
                label={t`Name`}
                value={contact.name}
                error={errorAt(`contacts.${at}.name`)}
                onChange={(name) => put(at, { name })}
              />
            )}
            <TextInput
              label={t`Role`}
              placeholder={t`Vendor, service owner, …`}
              value={contact.role}
              error={errorAt(`contacts.${at}.role`)}
              onChange={(role) => put(at, { role })}
            />
            <TextInput
              label={t`E-mail`}
              type="email"
              value={contact.email}
              error={errorAt(`contacts.${at}.email`)}
              onChange={(email) => put(at, { email })}
            />
            <TextInput
              label={t`Phone`}
              type="tel"
              value={contact.phone}
              error={errorAt(`contacts.${at}.phone`)}
              onChange={(phone) => put(at, { phone })}
            />
          </div>
          <IconButton
            label={t`Remove this contact`}
            onClick={() => onChange(contacts.filter((_, index) => index !== at))}
          >
            <X size={14} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button kind="quiet" onClick={() => onChange([...contacts, { ...blank, inHouse: true }])}>
          <Plus size={14} aria-hidden="true" />
          {t`Add a person`}
        </Button>
        <Button kind="quiet" onClick={() => onChange([...contacts, { ...blank, inHouse: false }])}>
          <Plus size={14} aria-hidden="true" />
          {t`Add somebody from outside`}
        </Button>
      </div>
    </fieldset>
  );
}

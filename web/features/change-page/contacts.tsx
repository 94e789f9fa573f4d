import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { Person } from '../../ui/glyphs/person.tsx';

/** Whom to ask or to tell; their addresses call and write. */
export function Contacts({ contacts }: { contacts: ChangeDetail['contacts'] }) {
  if (contacts.length === 0) return null;
  return (
    <ul aria-label={t`Contacts`} className="flex flex-col gap-2 text-sm">
      {contacts.map(({ person, name, role, email, phone }) => (
        <li
          key={`${person?.id} ${name} ${role} ${email} ${phone}`}
          className="flex flex-wrap items-center gap-x-3 gap-y-0.5"
        >
          <Person person={person ?? { name }} />
          {role && <span className="text-fg-2">{role}</span>}
          {email && (
            <a href={`mailto:${email}`} className="text-accent underline underline-offset-2">
              {email}
            </a>
          )}
          {phone && (
            <a href={`tel:${phone.replace(/[^+\d]/g, '')}`} className="text-accent underline underline-offset-2">
              {phone}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

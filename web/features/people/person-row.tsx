import type { Person } from '@interlock/contract/people.ts';
import { t } from '@lingui/core/macro';
import { Button } from '../../ui/buttons/button.tsx';
import { Avatar } from '../../ui/glyphs/avatar.tsx';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { roleWord } from '../identity/index.ts';

export function PersonRow({ person, onOpen }: { person: Person; onOpen: ((id: string) => void) | undefined }) {
  const { name } = person;
  const others = person.onePersonWith.map((other) => other.name).join(', ');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-b border-line px-4 py-2.5 last:border-b-0">
      <div className="flex min-w-56 grow basis-56 items-center gap-2.5">
        <Avatar name={person.name} large />
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-2 font-medium">
            {person.name}
            {!person.active && <Badge>{t`Deactivated`}</Badge>}
            {person.demo && person.active && <Badge>{t`Demo`}</Badge>}
            {person.unlinking && <Badge tone="med">{t`Unlinking proposed`}</Badge>}
            {person.invited && person.active && <Badge tone="med">{t`Invited`}</Badge>}
          </div>
          <div className="truncate text-xs text-fg-2">{person.email}</div>
          {others !== '' && <div className="text-xs text-fg-2">{t`One person with ${others}`}</div>}
        </div>
      </div>
      <div className="grow basis-48 text-sm">{person.roles.map(roleWord).join(', ')}</div>
      <div className="grow basis-32 text-sm text-fg-2">{person.groups.map((group) => group.name).join(', ')}</div>
      {onOpen && (
        <Button kind="quiet" aria-label={t`Manage ${name}`} onClick={() => onOpen(person.id)}>
          {t`Manage`}
        </Button>
      )}
    </li>
  );
}

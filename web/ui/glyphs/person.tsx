import { t } from '@lingui/core/macro';
import { Avatar } from './avatar.tsx';

/** A person by face and name; somebody who left keeps both, and it is said. */
export function Person({ person, none }: { person: { name: string; active?: boolean } | null; none?: string }) {
  if (!person) return <span className="text-fg-3">{none ?? t`Nobody yet`}</span>;
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <Avatar name={person.name} />
      <span className="truncate">{person.name}</span>
      {person.active === false && <span className="text-xs text-fg-3">{t`(deactivated)`}</span>}
    </span>
  );
}

import type { Round } from '@interlock/contract/approvals.ts';
import { t } from '@lingui/core/macro';
import { Check, CircleDashed, X } from 'lucide-react';
import { cx } from '../../lib/browser/cx.ts';
import { Avatar } from '../../ui/glyphs/avatar.tsx';
import { Ago } from '../../ui/values/time.tsx';

type Props = { asked: Round['asked'][number]; isMe: boolean; open: boolean };

const icons = { approve: Check, reject: X };
const said = { approve: () => t`approved`, reject: () => t`rejected` };

/** One person who is asked, and what they said. */
export function Asked({ asked: { person, vote, out }, isMe, open }: Props) {
  const deputy = vote?.by?.name;
  const Icon = vote ? icons[vote.decision] : CircleDashed;
  return (
    <li className="flex items-start gap-2.5">
      <Avatar name={person.name} large />
      <div className="min-w-0 grow">
        <div className="flex flex-wrap items-center gap-x-1.5 text-sm font-medium">
          <span>{person.name}</span>
          {isMe && <span className="text-xs font-medium text-authorize">{t`You`}</span>}
          {!person.active && !out && <span className="text-xs text-fg-3">{t`(deactivated)`}</span>}
        </div>
        {deputy && <div className="text-xs text-fg-2">{t`${deputy} for ${person.name}`}</div>}
        {out && <div className="text-xs text-med">{out}</div>}
        {vote?.comment && <div className="mt-0.5 text-sm break-words">“{vote.comment}”</div>}
      </div>
      <div className="flex shrink-0 flex-col items-end text-xs text-fg-2">
        <span
          className={cx(
            'flex items-center gap-1',
            vote !== null && (vote.decision === 'approve' ? 'text-low' : 'text-crit'),
          )}
        >
          <Icon size={14} aria-hidden="true" />
          {vote ? said[vote.decision]() : open && !out ? t`to decide` : t`no vote`}
        </span>
        {vote && <Ago at={vote.at} />}
      </div>
    </li>
  );
}

import type { Delivery } from '@interlock/contract/deliveries.ts';
import { plural, t } from '@lingui/core/macro';
import { Hash, Mail } from 'lucide-react';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Ago, At } from '../../ui/time.tsx';
import { deliveryWord, stateTone, stateWord } from './words.ts';

function nameOf(to: Delivery['to']): string {
  if ('person' in to) return to.person.name;
  return 'chat' in to ? to.chat.name : to.address;
}

/** To whom, about what, how it stands, and why it failed. */
export function DeliveryRow({ delivery, onAgain }: { delivery: Delivery; onAgain: () => void }) {
  const { kind, state, to, about, at, dueAt, tries, problem } = delivery;
  const name = nameOf(to);
  const Icon = 'chat' in to ? Hash : Mail;
  const mayTryAgain = state === 'failed' || state === 'given_up';
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 border-t border-line px-4 py-2.5 text-sm">
      <Icon size={15} className="mt-0.5 shrink-0 text-fg-3" aria-hidden="true" />
      <div className="min-w-0 grow basis-64">
        <div>
          <span className="font-medium">{name}</span>
          <span className="text-fg-2">
            {' · '}
            {deliveryWord(kind)}
            {about && ` · ${about.label}`}
          </span>
        </div>
        {problem && <p className="text-xs break-words text-fg-2">{problem}</p>}
        <div className="text-xs text-fg-3">
          <Ago at={at} />
          {tries > 1 && ` · ${plural(tries, { one: '# try', other: '# tries' })}`}
          {state === 'failed' && dueAt && (
            <>
              {' · '}
              {t`again`} <At at={dueAt} />
            </>
          )}
        </div>
      </div>
      <div className="flex min-h-8 items-center gap-2">
        <Badge tone={stateTone[state]}>{stateWord[state]()}</Badge>
        {mayTryAgain && (
          <Button kind="quiet" aria-label={t`Send again: ${name}`} onClick={onAgain}>{t`Send again`}</Button>
        )}
      </div>
    </li>
  );
}

import type { Delivery } from '@interlock/contract/deliveries.ts';
import { t } from '@lingui/core/macro';
import { Hash, Mail } from 'lucide-react';
import { TriedRow } from './tried-row.tsx';
import { deliveryWord, stateTone, stateWord } from './words.ts';

function nameOf(to: Delivery['to']): string {
  if ('person' in to) return to.person.name;
  return 'chat' in to ? to.chat.name : to.address;
}

/** To whom, about what, how it stands, and why it failed. */
export function DeliveryRow({ delivery, onAgain }: { delivery: Delivery; onAgain: () => void }) {
  const { kind, state, to, about, at, dueAt, tries, problem } = delivery;
  return (
    <TriedRow
      icon={'chat' in to ? Hash : Mail}
      name={nameOf(to)}
      words={[deliveryWord(kind), ...(about ? [about.label] : [])].join(' · ')}
      problem={problem}
      at={at}
      tries={tries > 1 ? tries : null}
      next={state === 'failed' ? dueAt : null}
      stands={{ tone: stateTone[state], words: stateWord[state]() }}
      retry={state === 'failed' || state === 'given_up' ? t`Send again` : null}
      onAgain={onAgain}
    />
  );
}

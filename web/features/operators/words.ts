import type { Delivery } from '@interlock/contract/deliveries.ts';
import { t } from '@lingui/core/macro';
import type { Tone } from '../../ui/glyphs/badge.tsx';
import { eventWord } from '../communication/index.ts';

type State = Delivery['state'];

export const stateWord: Record<State, () => string> = {
  waiting: () => t`Waiting`,
  bundled: () => t`In a mail of the day`,
  sending: () => t`On its way`,
  failed: () => t`Failed, tried again`,
  sent: () => t`Sent`,
  given_up: () => t`Given up`,
  dropped: () => t`Dropped`,
};

export const stateTone: Record<State, Tone> = {
  waiting: 'grey',
  bundled: 'grey',
  sending: 'accent',
  failed: 'med',
  sent: 'low',
  given_up: 'crit',
  dropped: 'grey',
};

export function deliveryWord(kind: Delivery['kind']): string {
  if (kind === 'invitation') return t`Invitation`;
  if (kind === 'reset') return t`Link for a new password`;
  if (kind === 'digest') return t`The mail of the day`;
  if (kind === 'announcement') return t`Announcement`;
  if (kind === 'test') return t`A test`;
  return eventWord[kind]();
}

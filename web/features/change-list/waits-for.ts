import type { ChangeRow } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';

/** Whom the next step waits for, in words; nothing once it is over. */
export function waitsForWords({ waitsFor, onHold }: Pick<ChangeRow, 'waitsFor' | 'onHold'>): string | undefined {
  if (onHold) return t`On hold`;
  if (!waitsFor) return undefined;
  const { kind, name } = waitsFor;
  if (kind === 'round') return t`Waits for approval: ${name}`;
  if (kind === 'coordinator') return t`Waits for a coordinator`;
  if (kind === 'change_manager') return t`Waits for a change manager`;
  if (kind === 'coordinates') return t`Waits for those who coordinate`;
  return t`Waits for ${name}`;
}

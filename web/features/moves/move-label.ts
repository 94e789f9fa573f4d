import type { Move } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';

/** What the button says. Cancelling says what it cancels, since every dialog has a Cancel of its own. */
export const labelOf = (move: Move): string => (move.kind === 'cancel' ? t`Cancel this change` : move.label);

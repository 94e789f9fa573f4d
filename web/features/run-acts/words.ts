import type { ExtensionState } from '@interlock/contract/change-runs.ts';
import { t } from '@lingui/core/macro';

export const extensionWord: Record<ExtensionState, () => string> = {
  asked: () => t`Asked`,
  granted: () => t`Granted`,
  refused: () => t`Refused`,
  withdrawn: () => t`Withdrawn`,
  lapsed: () => t`Lapsed`,
};

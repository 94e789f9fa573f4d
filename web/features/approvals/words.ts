import type { RoundStatus } from '@interlock/contract/approvals.ts';
import { t } from '@lingui/core/macro';

export const statusWord = (status: RoundStatus): string => words[status]();

const words: Record<RoundStatus, () => string> = {
  open: () => t`being decided`,
  stuck: () => t`stuck`,
  approved: () => t`approved`,
  rejected: () => t`rejected`,
  voided: () => t`void`,
};

import type { Attribution, LinkKind } from '@interlock/contract/incidents.ts';
import { t } from '@lingui/core/macro';
import type { Tone } from '../../ui/glyphs/badge.tsx';

export const kindWord: Record<LinkKind, () => string> = {
  caused_by: () => t`Caused by`,
  fixed_by: () => t`Fixed by`,
};

export const attributionWord: Record<Attribution, () => string> = {
  suggested: () => t`Suggested`,
  suspected: () => t`Suspected`,
  confirmed: () => t`Confirmed`,
  dismissed: () => t`Dismissed`,
};

export const attributionTone = ({ kind, attribution }: { kind: LinkKind; attribution: Attribution }): Tone => {
  if (attribution === 'dismissed') return 'grey';
  if (attribution === 'confirmed') return kind === 'caused_by' ? 'crit' : 'low';
  return 'med';
};

import type { TemplateState } from '@interlock/contract/templates.ts';
import { t } from '@lingui/core/macro';
import type { Tone } from '../../ui/glyphs/badge.tsx';

export const stateWord: Record<TemplateState, () => string> = {
  draft: () => t`Draft`,
  proposed: () => t`Proposed`,
  published: () => t`Published`,
  retiring: () => t`Retiring`,
  retired: () => t`Retired`,
};

export const stateTone: Record<TemplateState, Tone> = {
  draft: 'grey',
  proposed: 'accent',
  published: 'low',
  retiring: 'med',
  retired: 'grey',
};

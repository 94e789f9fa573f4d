import type { ImprovementState } from '@interlock/contract/improvements.ts';
import { t } from '@lingui/core/macro';
import type { Tone } from '../../ui/glyphs/badge.tsx';

export const stateWord: Record<ImprovementState, () => string> = {
  open: () => t`Open`,
  in_progress: () => t`In progress`,
  done: () => t`Done`,
  dropped: () => t`Dropped`,
};

export const stateTone: Record<ImprovementState, Tone> = {
  open: 'accent',
  in_progress: 'med',
  done: 'low',
  dropped: 'grey',
};

import type { Level } from '@interlock/contract/changes.ts';

const table: Record<Level, Record<Level, 1 | 2 | 3 | 4>> = {
  high: { high: 1, medium: 2, low: 3 },
  medium: { high: 2, medium: 3, low: 4 },
  low: { high: 3, medium: 4, low: 4 },
};

/** 1 critical, 2 high, 3 moderate, 4 low. */
export const priorityOf = (impact: Level, urgency: Level): 1 | 2 | 3 | 4 => table[impact][urgency];

import { LevelGlyph } from '../../ui/level-glyph.tsx';
import { priorityBars, priorityWord } from './words.ts';

/** Priority by bars, number and word. */
export function PriorityBadge({ priority }: { priority: number }) {
  return (
    <span className="inline-flex items-center gap-1.5 align-middle text-xs font-medium whitespace-nowrap text-fg-2">
      <LevelGlyph bars={priorityBars(priority)} />
      {`${priority} ${priorityWord(priority)}`}
    </span>
  );
}

import { PriorityGlyph } from '../../ui/glyphs/priority-glyph.tsx';
import { priorityLevel, priorityWord } from './words.ts';

/** Priority by arrows, number and word. */
export function PriorityBadge({ priority }: { priority: number }) {
  return (
    <span className="inline-flex items-center gap-1.5 align-middle text-xs font-medium whitespace-nowrap text-fg-2">
      <PriorityGlyph level={priorityLevel(priority)} />
      {`${priority} ${priorityWord(priority)}`}
    </span>
  );
}

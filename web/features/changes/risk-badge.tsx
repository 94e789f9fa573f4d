import type { RiskLevel } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { type Bars, LevelGlyph } from '../../ui/glyphs/level-glyph.tsx';
import { riskWord } from './words.ts';

const bars: Record<Exclude<RiskLevel, 'none'>, Bars> = { low: 1, medium: 2, high: 3 };

/** Risk by bars and word. One that nobody has assessed has no bars: it is not a low one. */
export function RiskBadge({ level }: { level: RiskLevel }) {
  const word = riskWord[level]();
  return (
    <span className="inline-flex items-center gap-1.5 align-middle text-xs font-medium whitespace-nowrap text-fg-2">
      {level !== 'none' && <LevelGlyph bars={bars[level]} />}
      {level === 'none' ? t`Risk not assessed` : t`${word} risk`}
    </span>
  );
}

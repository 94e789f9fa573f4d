import type { ChangeRow } from '@interlock/contract/changes.ts';
import { Check, CheckCheck, Minus, Undo2, X } from 'lucide-react';
import { Badge, type Tone } from '../../ui/glyphs/badge.tsx';
import { outcomeWord } from './words.ts';

type Outcome = NonNullable<ChangeRow['outcome']>;

const looks: Record<Outcome, { tone: Tone; Icon: typeof Check }> = {
  successful: { tone: 'low', Icon: CheckCheck },
  with_issues: { tone: 'med', Icon: Check },
  failed: { tone: 'crit', Icon: X },
  backed_out: { tone: 'crit', Icon: Undo2 },
  not_recorded: { tone: 'grey', Icon: Minus },
};

export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const { tone, Icon } = looks[outcome];
  return (
    <Badge tone={tone}>
      <Icon size={13} strokeWidth={2.25} aria-hidden="true" />
      {outcomeWord[outcome]()}
    </Badge>
  );
}

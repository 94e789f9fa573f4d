import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { plural, t } from '@lingui/core/macro';
import { type ReactNode, Suspense } from 'react';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { presentRounds } from './my-round.ts';
import { OneRound } from './one-round.tsx';

type Props = {
  change: Pick<ChangeDetail, 'id' | 'number' | 'version' | 'rounds' | 'ahead' | 'steps' | 'state'>;
  meId: string;
  /** The way out of a stuck round, for those who may take it. */
  whenStuck?: ReactNode;
  /** Where a yes can be taken back. */
  onDone?: (change: ChangeDetail) => Promise<void>;
};

/** The rounds of a change in the order in which they ask: who is asked, what each said, what stands and what fell. */
export function Rounds({ change, meId, whenStuck, onDone }: Props) {
  const { present, earlier } = presentRounds(change.rounds);
  if (present.length === 0) {
    return (
      <p className="text-xs text-fg-2">
        {change.state.kind === 'closed' || change.state.kind === 'cancelled'
          ? t`No decision was recorded.`
          : change.steps.some(({ kind }) => kind === 'authorize')
            ? t`Nobody is asked yet. A round opens when a state that needs approval is entered.`
            : t`Nobody is asked. A round opens only at a state that needs approval.`}
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {present.map((round) => (
        <OneRound key={round.id} round={round} change={change} meId={meId} onDone={onDone} />
      ))}
      <Suspense>{present.some(({ status }) => status === 'stuck') && whenStuck}</Suspense>
      {change.ahead.map(({ key, name, advisory }) => (
        <div key={key} className="flex flex-wrap items-center gap-2 text-sm">
          <span className="font-medium">{name}</span>
          {advisory && <Badge>{t`Advice`}</Badge>}
          <span className="text-xs text-fg-2">{t`asked once those before it have said yes`}</span>
        </div>
      ))}
      {earlier.length > 0 && (
        <details>
          <summary className="min-h-6 text-xs text-fg-2">
            {plural(earlier.length, { one: '# earlier round', other: '# earlier rounds' })}
          </summary>
          <div className="mt-2 flex flex-col gap-4">
            {earlier.map((round) => (
              <OneRound key={round.id} round={round} change={change} meId={meId} />
            ))}
          </div>
        </details>
      )}
    </div>
  );
}

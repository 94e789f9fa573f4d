import type { Round } from '@interlock/contract/approvals.ts';
import { plural, t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { Ago, At } from '../../ui/time.tsx';
import { Asked } from './asked.tsx';
import { approvalsOf } from './my-round.ts';
import { statusWord } from './words.ts';

type Props = {
  rounds: readonly Round[];
  meId: string;
  /** The way out of a stuck round, for those who may take it. */
  whenStuck?: ReactNode;
};

/** The rounds of a change: who is asked and why these people, what each said, what earlier rounds came to. */
export function Rounds({ rounds, meId, whenStuck }: Props) {
  const [present, ...earlier] = rounds;
  if (!present) {
    return (
      <p className="text-xs text-fg-2">{t`Nobody is asked yet. A round opens when a state that needs approval is entered.`}</p>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <OneRound round={present} meId={meId} />
      {present.status === 'stuck' && whenStuck}
      {earlier.length > 0 && (
        <details>
          <summary className="min-h-6 text-xs text-fg-2">
            {plural(earlier.length, { one: '# earlier round', other: '# earlier rounds' })}
          </summary>
          <div className="mt-2 flex flex-col gap-4">
            {earlier.map((round) => (
              <OneRound key={round.id} round={round} meId={meId} />
            ))}
          </div>
        </details>
      )}
    </div>
  );
}

function OneRound({ round, meId }: { round: Round; meId: string }) {
  const given = approvalsOf(round);
  const { needed } = round;
  return (
    <div>
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-2 text-xs text-fg-2">
        <span>
          {round.stateName} · {statusWord(round.status)}
        </span>
        {!round.imported && <span className="tabular-nums">{t`${given} of ${needed} needed`}</span>}
      </div>
      {round.note && !round.imported && <p className="mb-2 text-xs text-fg-2">{round.note}</p>}
      <ul className="flex flex-col gap-2.5">
        {round.asked.map((asked) => (
          <Asked key={asked.person.id} asked={asked} isMe={asked.person.id === meId} open={round.status === 'open'} />
        ))}
      </ul>
      {round.imported ? (
        <p className="text-xs text-fg-2">
          {round.closedAt && (
            <>
              <At at={round.closedAt} />
              {' · '}
            </>
          )}
          {t`Decided in another system; no votes came with it.`}
        </p>
      ) : (
        <details className="mt-2">
          <summary className="min-h-6 text-xs text-fg-2">{t`Why these people?`}</summary>
          <div className="mt-1 flex flex-col gap-1 text-xs text-fg-2">
            <p>{round.rule}</p>
            {round.asked.map(({ person, because }) => (
              <p key={person.id}>
                {person.name}: {because}
              </p>
            ))}
            {round.leftOut.map(({ person, because }) => (
              <p key={person.id}>{t`Not asked: ${person.name}, ${because}`}</p>
            ))}
            <p>
              {t`Asked`} <Ago at={round.openedAt} />
            </p>
          </div>
        </details>
      )}
    </div>
  );
}

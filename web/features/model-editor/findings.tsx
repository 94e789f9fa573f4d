import type { Draft } from '@interlock/contract/model-drafts.ts';
import { t } from '@lingui/core/macro';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { Button } from '../../ui/buttons/button.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { goToPart, partAt } from './part.tsx';

/** Without `onGoTo` nothing leads to a part: it is only read. */
type Props = { draft: Draft; onGoTo?: (part: string) => void };

const partOf = ([first]: readonly (string | number)[]): string =>
  first === 'states' ? 'states' : first === 'transitions' ? 'moves' : 'whole';

/** Where a fault's card is to be found on the page. */
export const anchorOf = (list: string, index: number): string => `model-${list}-${index}`;

/** What stands against publishing it, what should be thought about, and what would be otherwise. */
export function Findings({ draft: { state, faults, warnings, differences }, onGoTo }: Props) {
  function goTo(path: readonly (string | number)[]) {
    onGoTo?.(partOf(path));
    const [list, index, ...rest] = path;
    requestAnimationFrame(() => {
      const card = document.getElementById(anchorOf(String(list), Number(index)));
      card?.querySelector<HTMLButtonElement>('button[aria-expanded=false]')?.click();
      const within = document.querySelector<HTMLElement>('[role=tabpanel]:not([hidden])');
      requestAnimationFrame(() => {
        if (card) goToPart(partAt(card, rest));
        else if (within) goToPart(partAt(within, path));
      });
    });
  }
  const shown = (all: Draft['faults'], isFault: boolean) =>
    all.map((finding) => (
      <li key={`${finding.path.join('.')} ${finding.message}`} className="flex gap-2 px-4 py-2.5 text-sm">
        {isFault ? (
          <CircleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-crit" />
        ) : (
          <TriangleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-med" />
        )}
        <div className="min-w-0">
          <p>{finding.message}</p>
          <p className="text-fg-2">{finding.next}</p>
          {finding.named && finding.named.length > 1 ? (
            <ul className="mt-1 flex flex-col">
              {finding.named.map(({ path, where }) => (
                <li key={path.join('.')}>{onGoTo ? <GoTo words={where} onGo={() => goTo(path)} /> : where}</li>
              ))}
            </ul>
          ) : (
            onGoTo && finding.path.length > 0 && <GoTo words={t`Go there`} onGo={() => goTo(finding.path)} />
          )}
        </div>
      </li>
    ));
  return (
    <>
      <Card
        title={faults.length === 0 ? t`Nothing stands against it` : t`Faults`}
        flush={faults.length + warnings.length > 0}
      >
        {faults.length + warnings.length === 0 && (
          <p className="text-sm text-fg-2">
            {state === 'proposed' ? t`It can be published as it is.` : t`It can be proposed as it is.`}
          </p>
        )}
        <ul aria-live="polite" className="divide-y divide-line">
          {shown(faults, true)}
          {shown(warnings, false)}
        </ul>
      </Card>
      {differences.length > 0 && (
        <Card title={t`Otherwise than in force`}>
          <ul className="list-disc pl-5 text-sm">
            {differences.map((said) => (
              <li key={said}>{said}</li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

const GoTo = ({ words, onGo }: { words: string; onGo: () => void }) => (
  <Button kind="quiet" className="-ml-3 h-auto min-h-8 whitespace-normal text-left" onClick={onGo}>
    {words}
  </Button>
);

import { closureCodes } from '@interlock/contract/changes.ts';
import { stateKinds } from '@interlock/contract/models.ts';
import type { TemplateFigures } from '@interlock/contract/templates.ts';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { Ago } from '../../ui/values/time.tsx';
import { outcomeWord } from '../changes/index.ts';

type Props = { templateId: string; templateVersion: number; figures: TemplateFigures };

const living = stateKinds.filter((kind) => kind !== 'closed' && kind !== 'cancelled').join(',');

/** How the changes of a version went. Every number opens its rows. */
export function Figures({ templateId, templateVersion, figures }: Props) {
  const { outcomes, open, cancelled, lastFailure } = figures;
  const finished = closureCodes.reduce((sum, code) => sum + outcomes[code], 0);
  const of = { template: templateId, templateVersion: String(templateVersion) };
  const wentWell = outcomes.successful;
  const share = finished > 0 ? Math.round((wentWell / finished) * 100) : 0;
  const numbers = [
    ...closureCodes.map((code) => ({
      word: outcomeWord[code](),
      count: outcomes[code],
      search: { ...of, outcome: code },
    })),
    { word: t`Open`, count: open, search: { ...of, state: living } },
    { word: t`Cancelled`, count: cancelled, search: { ...of, state: 'cancelled' } },
  ].filter(({ count }) => count > 0);
  return (
    <div className="flex flex-col gap-1 text-sm">
      <p className="text-fg-2">
        {finished > 0 ? t`${share} % of ${finished} went well.` : t`No change of this version has ended yet.`}{' '}
        {lastFailure ? (
          <>
            {t`Last failure:`}{' '}
            <Link
              to="/changes/$number"
              params={{ number: lastFailure.number }}
              className="underline underline-offset-2"
            >
              {lastFailure.number}
            </Link>{' '}
            <Ago at={lastFailure.at} />
          </>
        ) : (
          finished > 0 && t`None has failed.`
        )}
      </p>
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {numbers.map(({ word, count, search }) => (
          <li key={word}>
            <Link to="/changes" search={search} className="hover:underline">
              <span className="font-medium tabular-nums">{count}</span> <span className="text-fg-2">{word}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

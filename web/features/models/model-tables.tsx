import type { ModelDefinition } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { Fragment } from 'react';
import { StateGlyph } from '../../ui/glyphs/state-glyph.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { fieldName } from '../changes/index.ts';
import { useGroupNames } from './use-groups.ts';
import { enforcementWord, guardWord, moverName } from './words.ts';

/** The states and moves of a model in words: what is drawn beside, and all that it does not show. */
export function ModelTables({ definition }: { definition: ModelDefinition }) {
  const groups = useGroupNames();
  const nameOf = (key: string) => definition.states.find((state) => state.key === key)?.name ?? key;
  return (
    <div className="flex flex-col gap-4">
      <Card title={t`States`} flush>
        <ol className="divide-y divide-line">
          {definition.states.map(({ key, name, kind, requires, requiresWhen, approvals, tasks }) => (
            <li key={key} className="flex flex-col gap-1 px-4 py-2.5 text-sm">
              <span className="flex items-center gap-2 font-medium">
                <StateGlyph kind={kind} /> {name}
              </span>
              {requires.length > 0 && <Said what={t`Demands`}>{requires.map(fieldName).join(', ')}</Said>}
              {requiresWhen.map(({ when, fields }) => (
                <Said key={when} what={t`Demands where`}>
                  <code className="font-mono text-xs">{when}</code>: {fields.map(fieldName).join(', ')}
                </Said>
              ))}
              {approvals.map((round) => (
                <Said key={round.key} what={round.advisory ? t`Asks, as advice` : t`Asks`}>
                  {groups.get(round.group) ?? round.group}
                  {round.when && <code className="font-mono text-xs"> ({round.when})</code>}
                </Said>
              ))}
              {tasks.length > 0 && <Said what={t`Gives`}>{tasks.map(({ title }) => title).join(', ')}</Said>}
            </li>
          ))}
        </ol>
      </Card>
      <Card title={t`Moves`} flush>
        <ul className="divide-y divide-line">
          {definition.transitions.map((made) => (
            <li key={`${made.from} ${made.to}`} className="flex flex-col gap-1 px-4 py-2.5 text-sm">
              <span className="font-medium">
                {made.label}{' '}
                <span className="font-normal text-fg-2">{t`${nameOf(made.from)} to ${nameOf(made.to)}`}</span>
              </span>
              <Said what={t`Made by`}>{made.movers.map((mover) => moverName(mover, groups)).join(', ')}</Said>
              {made.when && (
                <Said what={t`Offered where`}>
                  <code className="font-mono text-xs">{made.when}</code>
                </Said>
              )}
              {made.guards.length > 0 && (
                <Said what={t`Guarded by`}>
                  {made.guards.map((guard, at) => (
                    <Fragment key={guard}>
                      {at > 0 && ', '}
                      {guardWord[guard]()}
                      {made.enforce[guard] && ` (${enforcementWord[made.enforce[guard]]()})`}
                      {made.guardsWhen[guard] && (
                        <code className="font-mono text-xs">
                          {' '}
                          ({t`only where`} {made.guardsWhen[guard]})
                        </code>
                      )}
                    </Fragment>
                  ))}
                </Said>
              )}
              {made.conditions.map(({ when, why }) => (
                <Said key={when} what={t`Takes`}>
                  {why} <code className="font-mono text-xs">({when})</code>
                </Said>
              ))}
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

function Said({ what, children }: { what: string; children: React.ReactNode }) {
  return (
    <span className="text-fg-2">
      {what}: <span className="text-fg">{children}</span>
    </span>
  );
}

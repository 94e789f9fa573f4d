import { ModelDefinition, type Quorum, type TransitionDefinition } from '@interlock/contract/models.ts';
import type { z } from 'zod';
import type { TestDatabase } from './database.ts';
import { runSql } from './run-sql.ts';

export type ModelRows = { id: string; key: string; name: string; definition: z.input<typeof ModelDefinition> };

/** A model as an organisation would bring it: rows, written by the owner of the database. */
export async function addModel(database: TestDatabase, { id, key, name, definition }: ModelRows): Promise<void> {
  const quoted = (words: string) => `'${words.replaceAll("'", "''")}'`;
  await runSql(
    database.ownerUrl,
    `insert into model (id, key, name, description, current_version) values (${quoted(id)}, ${quoted(key)}, ${quoted(name)}, '', 1)`,
    `insert into model_version (model_id, version, definition) values (${quoted(id)}, 1, ${quoted(JSON.stringify(definition))})`,
  );
}

type Asking = {
  group: string;
  quorum: Quorum;
  oneRejectionEnds?: boolean;
  /** What is otherwise about the move that begins the work. */
  begin?: Partial<TransitionDefinition>;
};

/** The least that asks: a draft, one round, and the work, which anybody who coordinates may begin. */
export const oneRound = ({ group, quorum, oneRejectionEnds = true, begin = {} }: Asking): ModelDefinition =>
  ModelDefinition.parse({
    raise: 'change.raise',
    states: [
      { key: 'draft', name: 'Draft', kind: 'draft' },
      {
        key: 'ask',
        name: 'Ask',
        kind: 'authorize',
        approvals: [{ key: 'approval', name: 'Ask', group, quorum, oneRejectionEnds }],
        rejectedTo: 'draft',
      },
      { key: 'work', name: 'Work', kind: 'implement' },
      { key: 'review', name: 'Review', kind: 'review' },
      { key: 'closed', name: 'Closed', kind: 'closed' },
    ],
    transitions: [
      { from: 'draft', to: 'ask', label: 'Ask', movers: [{ is: 'requester' }] },
      { from: 'ask', to: 'work', label: 'Begin', movers: [{ is: 'coordinator' }], ...begin },
      { from: 'work', to: 'review', label: 'End', movers: [{ is: 'coordinator' }] },
      { from: 'review', to: 'closed', label: 'Close', movers: [{ is: 'coordinator' }], guards: ['closure'] },
    ],
    cancel: { from: ['draft', 'ask'], movers: [{ is: 'requester' }] },
  });

/** A draft whose requester asks, until so few hours are left to its start; then a coordinator begins the work without asking. */
export function inAHurry(hours: number): ModelDefinition {
  const asks = oneRound({ group: 'grp_approvers', quorum: { kind: 'any' } });
  const left = (compare: string) => `change.hoursUntilStart ${compare} ${hours.toFixed(1)}`;
  const moves = asks.transitions.map((made) => (made.to === 'ask' ? { ...made, when: left('>=') } : made));
  const begin = { from: 'draft', to: 'work', label: 'Begin without asking', movers: [{ is: 'coordinator' }] };
  return ModelDefinition.parse({ ...asks, transitions: [...moves, { ...begin, when: left('<') }] });
}

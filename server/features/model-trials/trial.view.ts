// Reads: groups and their members, through the door of identity.
import { roundConditionsOf } from '@interlock/contract/holding.ts';
import type { TriedState, tryModelRoute } from '@interlock/contract/model-trials.ts';
import { ModelDefinition } from '@interlock/contract/models.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { activeMembersOf, groupsByIds } from '../identity/index.ts';
import { groupsNamed, shapeFindings } from '../model-checks/index.ts';
import { conditionsOf } from '../models/index.ts';
import { conditionInWords, holdEach } from '../policy/index.ts';
import { factsOfExample, filledOf, tried } from './trial.rules.ts';

/** What a model would do with an example. Nothing is stored, and nobody is asked. */
export async function tryModel(
  ctx: Ctx,
  input: z.output<typeof tryModelRoute.input>,
): Promise<{ states: TriedState[] }> {
  requirePermission(ctx.actor, 'model.edit');
  const { data: definition, error } = ModelDefinition.safeParse(input.definition);
  if (!definition) {
    const errors = shapeFindings(input.definition, error.issues).map(({ path, message }) => ({
      path: path.join('.'),
      message,
    }));
    return refuse('model_faulty', 'It cannot be followed as it is.', {
      errors,
      next: 'Mend what is named, then try it.',
    });
  }
  const facts = factsOfExample(input.example.facts);
  const sources = [...new Set([...conditionsOf(definition), ...roundConditionsOf(definition)])];
  const held = await holdEach(sources, facts);
  const groups = new Map<string, { name: string; members: { id: string; name: string }[] }>();
  for (const { id, name } of await groupsByIds(ctx.db, groupsNamed(definition))) {
    const members = (await activeMembersOf(ctx.db, id)) ?? [];
    groups.set(id, { name, members: members.map((member) => ({ id: member.id, name: member.name })) });
  }
  const holding = new Map(sources.map((source, at) => [source, held[at] ?? { holds: false }]));
  return {
    states: tried({
      definition,
      holding,
      filled: filledOf(facts, input.example.filled),
      groups,
      inWords: conditionInWords,
    }),
  };
}

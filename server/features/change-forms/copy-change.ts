import type { copyChangeRoute } from '@interlock/contract/change-forms.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { bearChange, type Change, loadChange, mustSee, readersOf, type Written } from '../changes/index.ts';
import { peopleByIds } from '../identity/index.ts';

/**
 * Somebody asks for the same again. The draft says what the other change says; its dates, its people, its risk and what was
 * decided on it are its own and stay behind. The copy of a restricted change is restricted, to the same people.
 */
export async function copyChange(
  ctx: Ctx,
  { changeId, modelId }: z.output<typeof copyChangeRoute.input>,
): Promise<{ id: string; leftOut: string[] }> {
  requirePermission(ctx.actor, 'change.raise');
  return ctx.transaction(async (tx) => {
    await mustSee(tx, ctx, changeId);
    const from = await loadChange(tx, changeId);
    if (!from) return refuse('not_found', 'There is no such change, or it is not yours to see.');
    const contacts = await peopleByIds(
      tx,
      from.contacts.flatMap(({ personId }) => (personId ? [personId] : [])),
    );
    const fields = copied(from, (personId) => contacts.get(personId)?.active ?? false);
    const readers = from.restricted ? [...new Set([...(await readersOf(tx, changeId)), ...placesOn(from)])] : undefined;
    const here = readers && (await peopleByIds(tx, readers));
    const readerIds = readers?.filter((id) => here?.get(id)?.active);
    const copy = await bearChange(tx, ctx, {
      modelId: modelId ?? from.modelId,
      fields,
      copiedFrom: from.id,
      ...(readerIds && { readerIds }),
    });
    return { id: copy.id, leftOut: leftOut(from, fields) };
  });
}

const placesOn = (change: Change): string[] =>
  [change.requesterId, change.coordinatorId, change.managerId, change.assigneeId].filter((id) => id !== null);

/** What stays behind; every other field that is written is copied, or this does not compile. */
type Copied = Required<Omit<Written, (typeof own)[number] | 'requesterId'>> & { title: string };

const copied = (from: Change, isHere: (personId: string) => boolean): Copied => ({
  title: from.title,
  summary: from.summary,
  description: from.description,
  purpose: from.purpose,
  categories: [...from.categories],
  triggers: [...from.triggers],
  reason: from.reason,
  ifNotDone: from.ifNotDone,
  cannotWait: from.cannotWait,
  benefit: from.benefit,
  cost: from.cost,
  costOfNotDoing: from.costOfNotDoing,
  impact: from.impact,
  urgency: from.urgency,
  downtime: from.downtime && { ...from.downtime, window: null },
  implementationPlan: from.implementationPlan,
  testPlan: from.testPlan,
  backoutPlan: from.backoutPlan,
  communicationPlan: from.communicationPlan,
  peopleImpacted: from.peopleImpacted,
  systemsAffected: from.systemsAffected,
  contacts: from.contacts.filter(({ personId }) => personId === null || isHere(personId)),
  links: from.links,
  teamId: from.teamId,
});

const own = [
  'riskLevel',
  'riskAssessment',
  'priorityOverride',
  'wantedDate',
  'window',
  'coordinatorId',
  'managerId',
  'assigneeId',
] as const satisfies readonly (keyof Change)[];

function leftOut(from: Change, { contacts = [] }: Written): string[] {
  const said = own.filter((field) => from[field] !== null && from[field] !== '' && from[field] !== 'none');
  return [
    ...said,
    ...(from.downtime?.window ? ['downtime'] : []),
    ...(contacts.length < from.contacts.length ? ['contacts'] : []),
    ...(from.taskCount > 0 ? ['tasks'] : []),
    ...(from.files !== '' ? ['files'] : []),
  ];
}

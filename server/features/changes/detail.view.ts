import type { Round as RoundShown } from '@interlock/contract/approvals.ts';
import { type ChangeDetail, writtenFields } from '@interlock/contract/changes.ts';
import { materialFields } from '@interlock/contract/material.ts';
import type { ModelDefinition } from '@interlock/contract/models.ts';
import type { PersonRef } from '@interlock/contract/shared.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { htmlOf, renderTogether } from '../../platform/text/markdown.ts';
import { newestOf, type Round, roundShown, voidings } from '../approvals/index.ts';
import { principalsOf } from '../deputies/index.ts';
import { alsoAltered, type Change, isFixed, isOver } from './change.rules.ts';
import {
  editableFields,
  mayEdit,
  mayHold,
  mayRelease,
  mayReplaceAssignee,
  mayRestrict,
  notHeld,
  tieOf,
  tieOfOther,
} from './duties.rules.ts';

type Shown = {
  change: Change;
  rounds: readonly Round[];
  definition: ModelDefinition;
  source: ChangeDetail['source'];
  model: ChangeDetail['model'];
  people: Record<string, PersonRef>;
  team: ChangeDetail['team'];
  readers: readonly string[];
  copiedFrom: ChangeDetail['copiedFrom'];
};

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;
const prose = (text: string) => ({ text, html: htmlOf(text) });
const prosesOf = (change: Change): string[] => [
  change.description,
  change.implementationPlan,
  change.testPlan,
  change.backoutPlan,
  change.communicationPlan,
];

/** A change that was read, in the words of its page, as it looks to the one who asks. */
export async function detailOf(
  ctx: Ctx,
  { change, rounds, definition, people, readers, ...shown }: Shown,
): Promise<ChangeDetail> {
  const asked = await roundsShown(ctx, change, rounds, definition);
  renderTogether(prosesOf(change));
  const person = (id: string | null): PersonRef | null => (id === null ? null : (people[id] ?? null));
  const state = definition.states.find(({ key }) => key === change.state);
  const replaces = mayReplaceAssignee(change, ctx.actor, person(change.assigneeId)?.active ?? true);
  return {
    ...shown,
    id: change.id,
    number: change.number,
    version: change.version,
    title: change.title,
    state: { key: change.state, name: state?.name ?? 'Cancelled', kind: change.stateKind },
    censured:
      definition.retrospective &&
      rounds.some(({ imported, advisory, status }) => !imported && !advisory && status === 'rejected'),
    priority: change.priority,
    riskLevel: change.riskLevel,
    outcome: change.outcome,
    requester: person(change.requesterId),
    assignee: person(change.assigneeId),
    raisedBy: person(change.raisedBy),
    coordinator: person(change.coordinatorId),
    manager: person(change.managerId),
    plannedStart: instant(change.plannedStart),
    plannedEnd: instant(change.plannedEnd),
    onHold: change.hold !== null,
    hold: change.hold && {
      at: change.hold.at.toISOString(),
      by: person(change.hold.by) ?? { id: change.hold.by, name: change.hold.by, active: false },
      reason: change.hold.reason,
      mayRelease: mayRelease(change, ctx.actor),
    },
    restricted: change.restricted,
    readers: readers
      .map(person)
      .filter((reader) => reader !== null)
      .sort((a, b) => a.name.localeCompare(b.name)),
    mayRestrict: mayRestrict(change, ctx.actor),
    mayHold: change.hold === null && !isOver(change) && mayHold(change, ctx.actor),
    questionOpen: rounds.some(
      ({ status, questions }) => status === 'open' && questions.some(({ answer }) => answer === null),
    ),
    imported: change.imported,
    createdAt: change.createdAt.toISOString(),
    updatedAt: change.updatedAt.toISOString(),
    summary: change.summary,
    description: prose(change.description),
    purpose: change.purpose,
    categories: [...change.categories],
    triggers: [...change.triggers],
    reason: change.reason,
    ifNotDone: change.ifNotDone,
    cannotWait: change.cannotWait,
    benefit: change.benefit,
    cost: change.cost,
    costOfNotDoing: change.costOfNotDoing,
    impact: change.impact,
    urgency: change.urgency,
    priorityOverride: change.priorityOverride,
    riskAssessment: change.riskAssessment,
    downtime: change.downtime,
    wantedDate: change.wantedDate,
    window: change.window,
    implementationPlan: prose(change.implementationPlan),
    testPlan: prose(change.testPlan),
    backoutPlan: prose(change.backoutPlan),
    communicationPlan: prose(change.communicationPlan),
    peopleImpacted: change.peopleImpacted,
    systemsAffected: change.systemsAffected,
    contacts: change.contacts.map(({ personId, ...contact }) => ({ ...contact, person: person(personId) })),
    links: change.links,
    closure: change.closureNotes === null ? null : { notes: change.closureNotes },
    template:
      change.templateId === null || change.templateVersion === null
        ? null
        : { id: change.templateId, version: change.templateVersion, locked: change.locked },
    reported: change.reportedOutcome && { outcome: change.reportedOutcome, notes: change.reportedNotes ?? '' },
    cancelled: change.cancelReason && { reason: change.cancelReason, words: change.cancelWords ?? '' },
    actualStart: instant(change.actualStart),
    actualEnd: instant(change.actualEnd),
    steps: definition.states.map(({ key, name, kind }) => ({
      key,
      name,
      kind,
      enteredAt: change.entered[key] ?? null,
      current: key === change.state,
    })),
    ...asked,
    revision: change.revision,
    editable: mayEdit(change, ctx.actor) ? editableFields(change, writtenFields, replaces) : [],
  };
}

/** How each round looks to the one who asks, newest first, and what is still to be asked in the present state. */
async function roundsShown(ctx: Ctx, change: Change, rounds: readonly Round[], definition: ModelDefinition) {
  const isAsked = rounds.some(({ status }) => status === 'open');
  const principals = isAsked ? await principalsOf(ctx.db, ctx.actor.id, ctx.now) : [];
  const here = definition.states.find(({ key }) => key === change.state);
  const shown = rounds.map((round) =>
    roundShown(round, {
      actor: { id: ctx.actor.id, permitted: ctx.actor.permissions.has('change.vote') },
      stateName: definition.states.find(({ key }) => key === round.state)?.name ?? round.state,
      window: change.window,
      isFixed: isFixed(change),
      principals,
      tieOf: (personId, leaves) => tieOf(change, personId, leaves),
      tieOfOther: (personId, leaves) => tieOfOther(change, personId, leaves),
    }),
  );
  const isDue = (key: string) =>
    ['open', 'approved', 'skipped'].includes(newestOf(rounds, change.state, key)?.status ?? '');
  const ahead = (here?.approvals ?? []).filter(({ key }) => !isDue(key));
  return {
    rounds: shown.map((round) => suspended(change, round)).reverse(),
    ahead: ahead.map(({ key, name, order, advisory }) => ({ key, name, order, advisory })),
    voids: isFixed(change) ? [] : voidings(rounds, materialFields, { editor: ctx.actor.id, alters: alsoAltered }),
  };
}

/** While a change is on hold nobody decides, whatever its rounds ask. */
const suspended = (change: Change, round: RoundShown): RoundShown => {
  const may = notHeld(change);
  return may.ok ? round : { ...round, mayDecide: false, mayNotBecause: may.because };
};

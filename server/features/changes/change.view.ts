// Reads: change, change_reader, model, model_version, person, person_group, when it was imported in audit_event, and the rounds and deputies through their doors.

import type { Round as RoundShown } from '@interlock/contract/approvals.ts';
import { type ChangeDetail, writtenFields } from '@interlock/contract/changes.ts';
import { materialFields } from '@interlock/contract/material.ts';
import type { ModelDefinition } from '@interlock/contract/models.ts';
import type { PersonRef } from '@interlock/contract/shared.ts';
import { type CompiledQuery, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type Foreseen, type Reads, readWithCommit } from '../../platform/database/db.ts';
import { fixedQuery } from '../../platform/database/fixed-query.ts';
import { refuse } from '../../platform/refusal.ts';
import { htmlOf, renderTogether } from '../../platform/text/markdown.ts';
import { newestOf, type Round, roundShown, roundsOf, roundsWithCommit, voidings } from '../approvals/index.ts';
import { principalsOf } from '../deputies/index.ts';
import { modelVersion } from '../models/index.ts';
import { linkedColumn } from '../same-person/index.ts';
import { alsoAltered, type Change, isFixed, isOver, mayHaveRounds } from './change.rules.ts';
import { changeOf } from './change.store.ts';
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
import { visibleTo, waySeen } from './visible.view.ts';

type Asked = { named: string; me: string; now: Date };

const queries = new Map<string, ReturnType<typeof rowQuery>>();

function queryOf(ctx: Ctx, named: string) {
  const byNumber = named.startsWith('CHG-');
  const way = `${byNumber} ${waySeen(ctx)}`;
  const query = queries.get(way) ?? rowQuery(ctx, byNumber);
  queries.set(way, query);
  return query(ctx.db, { named: byNumber ? named.slice(4) : named, me: ctx.actor.id, now: ctx.now });
}

const rowQuery = ({ actor: { permissions } }: Ctx, byNumber: boolean) =>
  fixedQuery((reads, { named, me, now }: Asked) => {
    const asking = { actor: { permissions, id: me }, now };
    return reads
      .selectFrom('change')
      .innerJoin('model', 'model.id', 'change.model_id')
      .selectAll('change')
      .select(['model.name as model_name', 'model.current_version', 'source_system', 'source_number'])
      .select([
        linkedColumn.as('linked'),
        sql<
          Record<string, PersonRef>
        >`coalesce((select jsonb_object_agg(p.id, jsonb_build_object('id', p.id, 'name', p.name, 'active', p.active))
          from person p where p.id in (change.raised_by, change.requester_id, change.coordinator_id, change.manager_id, change.assignee_id, change.held_by)
            or p.id in (select reader.person_id from change_reader reader where reader.change_id = change.id)
            or p.id in (select contact ->> 'personId' from jsonb_array_elements(change.contacts) contact)), '{}')`.as(
          'people',
        ),
        sql<
          ChangeDetail['copiedFrom']
        >`(select jsonb_build_object('number', 'CHG-' || origin.number, 'title', origin.title)
          from change origin where origin.id = change.copied_from and ${visibleTo(asking, 'origin')})`.as('origin'),
        sql<Date | null>`case when change.source_system is not null then (select event.at from audit_event event
          where event.object = change.id and event.verb = 'change.imported' order by event.id limit 1) end`.as(
          'imported_at',
        ),
        sql<string[]>`case when change.restricted then array(select reader.person_id from change_reader reader
          where reader.change_id = change.id) else '{}' end`.as('readers'),
        sql<{
          id: string;
          name: string;
        } | null>`(select jsonb_build_object('id', g.id, 'name', g.name) from person_group g where g.id = change.team_id)`.as(
          'team',
        ),
      ])
      .where(byNumber ? 'change.number' : 'change.id', '=', named)
      .where(visibleTo(asking));
  });

/** What is read with the commit of an act, for the page that answers it; nothing is in it where there was no commit. */
export type ReadWithAct = {
  id: string;
  row: Foreseen<RowShown>;
  rounds: Awaited<ReturnType<typeof roundsWithCommit>> | undefined;
};
type RowShown = ReturnType<ReturnType<typeof rowQuery>> extends CompiledQuery<infer Row> ? Row : never;

type Born = { born?: boolean };

/** For an act that the page of this change answers: has it read with the commit. What is born in the act has no rounds. */
export async function readWithAct(
  reads: Reads,
  ctx: Ctx,
  changeId: string,
  { born = false }: Born = {},
): Promise<ReadWithAct> {
  const row = await readWithCommit(reads, queryOf(ctx, changeId));
  return { id: changeId, row, rounds: born ? undefined : await roundsWithCommit(reads, changeId) };
}

/**
 * Everything that the page of one change shows. `named` is its id or its number. An act hands over what it had read; a repeat of
 * the act may be about another than it was the first time.
 */
export async function changeDetail(ctx: Ctx, named: string, withAct?: ReadWithAct): Promise<ChangeDetail> {
  const read = withAct?.id === named ? withAct : undefined;
  const [row] = read?.row.rows ?? (await ctx.db.executeQuery(queryOf(ctx, named))).rows;
  if (!row) return refuse('not_found', 'There is no such change, or it is not yours to see.');
  const change = changeOf(row);
  const definition = (await modelVersion(ctx.db, ctx, change.modelId, change.modelVersion))?.definition;
  if (!definition) throw new Error(`${change.id} has a model version that is not there`);
  const rounds = mayHaveRounds(change) ? (read?.rounds?.(change.linked) ?? (await roundsOf(ctx.db, change.id))) : [];
  const source =
    row.source_system && row.source_number
      ? {
          ...{ system: row.source_system, number: row.source_number, importedAt: instant(row.imported_at) },
          history: isOver(change) && row.version === row.imported_version,
        }
      : null;
  const model = {
    id: row.model_id,
    name: row.model_name,
    version: row.model_version,
    newestVersion: row.current_version,
    retrospective: definition.retrospective,
    assigneeMayClose: definition.assigneeMayClose,
  };
  const { people, team, readers, origin: copiedFrom } = row;
  return detailOf(ctx, { change, rounds, definition, source, model, people, team, readers, copiedFrom });
}

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

async function detailOf(
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

import { createHash } from 'node:crypto';
import type { Scope } from '@interlock/contract/permissions.ts';
import { chance, invented, prose } from './chance.ts';
import {
  APPROVERS,
  type Fate,
  fateOf,
  GROUPS,
  groupId,
  offices,
  PEOPLE,
  path,
  personId,
  rolesOf,
  wordsOf,
} from './past.ts';

export type Value = string | number | boolean | null | Date | Buffer | readonly string[] | { json: unknown };
export type Row = Record<string, Value>;
type Made = { count: number; now: Date };
/** A table's rows, in the order in which its references ask for them. */
export type Source = { table: string; rows(made: Made): Iterable<Row> };

/** Those whom the bench signs in as, by the office that is all they hold, with a token each. */
export const personas = {
  manager: offices.change_manager[0],
  coordinator: offices.coordinator[0],
  specialist: offices.specialist[0],
  // One of the many: some decide on far more, most on fewer.
  approver: offices.approver[0] + 50,
  auditor: offices.auditor[0],
} as const;
export type Persona = keyof typeof personas;
export const secretOf = (persona: Persona): string => `ilk_tok_bench-${persona}`;

const scopes: Scope[] = ['read', 'change', 'approve', 'audit'];
const DAY = 86_400_000;
const after = (from: Date, days: number) => new Date(from.getTime() + days * DAY);

function* people({ now }: Made): Generator<Row> {
  for (let n = 0; n < PEOPLE; n++) {
    const by = chance(n);
    const name = `${by.pick(invented)} ${by.pick(invented)}`.replace(/\b\w/g, (letter) => letter.toUpperCase());
    const email = `${personId(n)}@example.org`;
    yield {
      id: personId(n),
      name,
      email,
      zone: 'UTC',
      roles: rolesOf(n),
      active: n % 50 !== 49,
      created_at: after(now, -3000),
    };
  }
}

function* groups({ now }: Made): Generator<Row> {
  yield { id: APPROVERS, name: 'Approvers', created_at: after(now, -3000), approves: true };
  for (let n = 1; n < GROUPS; n++) {
    yield { id: groupId(n), name: `Team ${n}`, created_at: after(now, -3000), approves: false };
  }
}

function* members({ now }: Made): Generator<Row> {
  const since = after(now, -2900);
  // Everybody whom a round asks: somebody who is not in the group that is asked could not decide.
  for (let n = offices.approver[0]; n < offices.approver[1]; n++) {
    yield { group_id: APPROVERS, person_id: personId(n), since };
  }
  for (let n = 125; n < 900; n++) yield { group_id: groupId(1 + (n % (GROUPS - 1))), person_id: personId(n), since };
}

function* tokens({ now }: Made): Generator<Row> {
  for (const [persona, n] of Object.entries(personas)) {
    const secret_hash = createHash('sha256')
      .update(secretOf(persona as Persona))
      .digest();
    const row = { id: `tok_bench_${persona}`, person_id: personId(n), secret_hash, name: 'bench', scopes };
    yield { ...row, created_at: now, expires_at: after(now, 3650) };
  }
}

function* each(made: Made, from = 0): Generator<Fate> {
  for (let n = Math.floor(made.count * from) + 1; n <= made.count; n++) yield fateOf(n, made.count, made.now);
}

const local = (at: Date) => at.toISOString().slice(0, 16);

function waiting({ state, requester, coordinator, assignee }: Fate): string | null {
  if (state === 'draft') return requester;
  if (state === 'scheduled' || state === 'implement') return assignee;
  if (state === 'assess') return coordinator ?? 'role:coordinator';
  return state === 'build' || state === 'review' ? (coordinator ?? 'role:coordinates') : null;
}

function ended({ state, plannedStart, plannedEnd, outcome }: Fate): Row {
  const wasOver = state === 'closed';
  return {
    outcome,
    closure_notes: wasOver ? 'As planned.' : null,
    cancel_reason: state === 'cancelled' ? 'withdrawn' : null,
    actual_start: wasOver || state === 'review' || state === 'implement' ? plannedStart : null,
    actual_end: wasOver || state === 'review' ? plannedEnd : null,
  };
}

function* changes(made: Made): Generator<Row> {
  for (const fate of each(made)) {
    const words = wordsOf(fate.n, made.count);
    const { createdAt, hasWindow, plannedStart, plannedEnd } = fate;
    const waits = waiting(fate);
    const entered = path.slice(0, fate.reached + 1).map((state, at) => [state, after(createdAt, at).toISOString()]);
    yield {
      id: fate.id,
      number: fate.n,
      model_id: fate.model,
      model_version: 2,
      state: fate.state,
      state_kind: fate.state,
      title: words.title,
      summary: words.summary,
      description: words.description,
      reason: words.reason,
      if_not_done: words.ifNotDone,
      implementation_plan: words.implementationPlan,
      backout_plan: words.backoutPlan,
      systems_affected: words.systems,
      priority: fate.priority,
      window_start_local: hasWindow ? local(plannedStart) : null,
      window_end_local: hasWindow ? local(plannedEnd) : null,
      window_zone: hasWindow ? 'UTC' : null,
      planned_start: hasWindow ? plannedStart : null,
      planned_end: hasWindow ? plannedEnd : null,
      raised_by: fate.requester,
      requester_id: fate.requester,
      coordinator_id: fate.coordinator,
      manager_id: fate.manager,
      team_id: fate.team,
      assignee_id: fate.assignee,
      ...ended(fate),
      entered: { json: Object.fromEntries(entered) },
      last_editors: { json: { title: fate.requester, implementationPlan: fate.assignee ?? fate.requester } },
      waits_on: waits,
      waits_for_window: fate.state === 'scheduled',
      waits_for_another: fate.state === 'review',
      waits_since: waits === null ? null : after(createdAt, fate.reached),
      imported: fate.imported,
      source_system: fate.imported ? 'old' : null,
      source_number: fate.imported ? `RFC${fate.n}` : null,
      restricted: fate.restricted,
      version: 1 + fate.reached,
      created_at: createdAt,
      updated_at: after(createdAt, fate.reached),
    };
  }
}

const roundId = ({ n }: Fate) => `rnd_bench${String(n).padStart(8, '0')}`;
const asked = ({ approvers }: Fate) => [...new Set(approvers)];
const isOpen = ({ state }: Fate) => state === 'authorize';

function* rounds(made: Made): Generator<Row> {
  for (const fate of each(made)) {
    if (!fate.hasRound) continue;
    yield {
      id: roundId(fate),
      subject: fate.id,
      state: 'authorize',
      name: 'Approval',
      group_id: APPROVERS,
      status: isOpen(fate) ? 'open' : 'approved',
      quorum: { json: { kind: 'percent', percent: 51 } },
      needed: Math.min(2, asked(fate).length),
      doubtful: false,
      one_rejection_ends: true,
      content_hash: 'bench',
      left_out: { json: [] },
      opened_at: after(fate.createdAt, 2),
      asked_at: after(fate.createdAt, 2),
      asking_since: after(fate.createdAt, 2),
      closed_at: isOpen(fate) ? null : after(fate.createdAt, 3),
    };
  }
}

function* seats(made: Made): Generator<Row> {
  for (const fate of each(made)) {
    if (!fate.hasRound) continue;
    const row = { round_id: roundId(fate), subject: fate.id, because: 'Member of Approvers', asking: isOpen(fate) };
    for (const person_id of asked(fate)) yield { ...row, person_id };
  }
}

function* votes(made: Made): Generator<Row> {
  for (const fate of each(made)) {
    if (!fate.hasRound) continue;
    const cast = asked(fate).slice(0, isOpen(fate) ? fate.n % 2 : 2);
    for (const person_id of cast) {
      const vote = { decision: 'approve', comment: '', content_hash: 'bench', at: after(fate.createdAt, 3) };
      const id = `vot_bench${fate.n}_${person_id}`;
      yield { id, round_id: roundId(fate), person_id, cast_by: person_id, ...vote };
    }
  }
}

function* revisions(made: Made): Generator<Row> {
  for (const { n, id, requester, createdAt } of each(made)) {
    if (n % 3 !== 0) continue;
    const fields = { json: [{ field: 'summary', before: 'Not known yet', after: prose(chance(n), 18) }] };
    yield { change_id: id, revision: 2, by: requester, at: after(createdAt, 1), fields };
  }
}

function* comments(made: Made): Generator<Row> {
  for (const { n, id, requester, createdAt } of each(made)) {
    for (let at = 0; at < (n % 5 === 0 ? 2 : 0); at++) {
      const row = { id: `cmt_bench${n}_${at}`, subject: id, author_id: requester, text: prose(chance(n + at), 25) };
      yield { ...row, at: after(createdAt, at + 1) };
    }
  }
}

const taskKinds = ['planning', 'build', 'test', 'implementation', 'review'];

function* tasks(made: Made): Generator<Row> {
  let number = 0;
  for (const fate of each(made, 0.9)) {
    if (!fate.hasTasks) continue;
    for (const [position, kind] of taskKinds.entries()) {
      number += 1;
      const isDone = fate.reached > position + 2;
      const times = { created_at: fate.createdAt, updated_at: fate.createdAt };
      yield {
        id: `tsk_bench${fate.n}_${position}`,
        number,
        subject_kind: 'change',
        subject: fate.id,
        kind,
        title: `${kind} of CHG-${fate.n}`,
        level: position + 1,
        position,
        owner_id: fate.assignee,
        group_id: fate.team,
        state: isDone ? 'done' : fate.reached === position + 2 ? 'open' : 'pending',
        created_from: 'model',
        as_given: true,
        late: false,
        opened_at: fate.reached >= position + 2 ? after(fate.createdAt, position) : null,
        ended_at: isDone ? after(fate.createdAt, position) : null,
        ...times,
      };
    }
  }
}

const verbs = ['change.raised', 'change.moved', 'change.edited', 'change.moved', 'change.moved', 'change.moved'];

/** One event for every change, and the whole story of the newest. */
function* events({ count, now }: Made): Generator<Row & { id: number }> {
  let id = 0;
  for (const fate of each({ count, now })) {
    const told = fate.n > count * 0.9 ? verbs.slice(0, fate.reached + 2) : verbs.slice(0, 1);
    for (const [at, verb] of told.entries()) {
      id += 1;
      const uid = uuid(id);
      const when = after(fate.createdAt, at);
      const leaf = {
        actor: fate.requester,
        at: when,
        corr: `req_${id}`,
        object: fate.id,
        parts: { label: 'c', title: 'c' },
      };
      const bytes = Buffer.from(JSON.stringify({ ...leaf, rev: 1, uid, v: 1, verb, via: 'web' }));
      yield { id, uid, at: when, actor: fate.requester, verb, object: fate.id, leaf: bytes };
    }
  }
}

const uuid = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const salt = Buffer.alloc(32, 7);

function* parts(made: Made): Generator<Row> {
  for (const { id } of events(made)) {
    yield { event_id: id, name: 'title', salt, body: Buffer.from(JSON.stringify(prose(chance(id), 6))) };
    yield { event_id: id, name: 'label', salt, body: Buffer.from('"Send to assessment"') };
  }
}

function* watchers(made: Made): Generator<Row> {
  for (const { n, id, requester, createdAt } of each(made, 0.8)) {
    if (n % 4 === 0) yield { subject: id, person_id: personId(n % PEOPLE), added_by: requester, at: createdAt };
  }
}

function* notices({ count, now }: Made): Generator<Row> {
  for (const { n, id, createdAt } of each({ count, now }, 0.8)) {
    const row = { id: `ntf_bench${n}`, person_id: personId(n % PEOPLE), kind: 'watched_change_moved', subject: id };
    yield { ...row, parts: { json: {} }, at: createdAt, read_at: n % 10 === 0 ? null : after(createdAt, 1) };
  }
}

export const sources: readonly Source[] = [
  { table: 'person', rows: people },
  { table: 'person_group', rows: groups },
  { table: 'group_member', rows: members },
  { table: 'api_token', rows: tokens },
  { table: 'change', rows: changes },
  { table: 'approval_round', rows: rounds },
  { table: 'approval_seat', rows: seats },
  { table: 'approval_vote', rows: votes },
  { table: 'change_revision', rows: revisions },
  { table: 'comment', rows: comments },
  { table: 'task', rows: tasks },
  { table: 'audit_event', rows: events },
  { table: 'audit_part', rows: parts },
  { table: 'watcher', rows: watchers },
  { table: 'notification', rows: notices },
];

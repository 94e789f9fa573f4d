// Reads: the zone and roles of person; who has a part in a change, by audienceOf.
import type { Audience, TellingChoice } from '@interlock/contract/communication.ts';
import type { NotificationKind } from '@interlock/contract/notifications.ts';
import { type Role, rolesAmong } from '@interlock/contract/permissions.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import type { Change } from '../changes/index.ts';
import { mayHear } from '../letters/index.ts';
import { audienceOf } from './audience.view.ts';
import { asTheRules, choicesOf } from './choice.store.ts';
import { paceFor } from './match.rules.ts';
import { dueAt } from './pace.rules.ts';
import type { Rule } from './rule.store.ts';

type Asked = {
  /** Those that fit and hold. */
  rules: readonly Rule[];
  kind: NotificationKind;
  /** Undefined for what is about no change. */
  change: Change | undefined;
  told: readonly string[];
  byId: string | null;
};

export type Hearing = {
  personId: string;
  name: string;
  as: Audience[];
  bell: boolean;
  /** Null where no rule tells them by mail; `off` where they want none of it. */
  mail: { dueAt: Date; daily: boolean } | 'off' | null;
};

/** Who hears of an act by these rules, each once and by the fastest way: not the one who did it, nobody who may not see it. */
export async function whoHears(reads: Reads, ctx: Ctx, { rules, kind, change, told, byId }: Asked): Promise<Hearing[]> {
  const heard = new Map<string, { as: Set<Audience>; by: Rule[] }>();
  for (const rule of rules) {
    for (const [id, as] of await audienceOf(reads, change, { ...rule, told })) {
      const had = heard.get(id) ?? { as: new Set<Audience>(), by: [] };
      heard.set(id, { as: had.as.union(new Set(as)), by: [...had.by, rule] });
    }
  }
  if (byId !== null) heard.delete(byId);
  const people = await hearers(reads, [...heard.keys()]);
  const choices = await choicesOf(reads, [...heard.keys()]);
  const hearings: Hearing[] = [];
  for (const person of people) {
    const { as = new Set<Audience>(), by = [] } = heard.get(person.id) ?? {};
    if (change && !(await mayHear(reads, ctx, change, person))) continue;
    const choice = choices.get(person.id) ?? asTheRules;
    const mail = mailOf(by, { choice, kind, zone: person.zone, now: ctx.now });
    hearings.push({ personId: person.id, name: person.name, as: [...as], bell: by.some(({ bell }) => bell), mail });
  }
  return hearings;
}

type Hearer = { id: string; name: string; zone: string; roles: Role[] };

async function hearers(reads: Reads, ids: readonly string[]): Promise<Hearer[]> {
  if (ids.length === 0) return [];
  const rows = await reads
    .selectFrom('person')
    .select(['id', 'name', 'zone', 'roles'])
    .where('id', 'in', [...ids])
    .where('active', '=', true)
    .where('demo', '=', false)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, roles: rolesAmong(row.roles) }));
}

type Mailing = { choice: TellingChoice; kind: NotificationKind; zone: string; now: Date };

/** Of several rules the fastest counts. */
function mailOf(rules: readonly Rule[], { choice, kind, zone, now }: Mailing): Hearing['mail'] {
  const mailing = rules.filter(({ mail }) => mail);
  if (mailing.length === 0) return null;
  const ways = mailing.flatMap((rule) => {
    const pace = paceFor(rule, choice, kind);
    if (pace === 'off') return [];
    return [{ dueAt: dueAt({ pace, urgent: rule.urgent, choice, zone, now }), daily: pace === 'daily' }];
  });
  return ways.sort((one, other) => Number(one.daily) - Number(other.daily) || +one.dueAt - +other.dueAt)[0] ?? 'off';
}

// Reads: person, organisation; whether anything is held, through the door of deliveries.
import type { Me, themes } from '@interlock/contract/identity.ts';
import { type Permission, permissionsGiven, rolesAmong } from '@interlock/contract/permissions.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Db } from '../../platform/database/db.ts';
import { outboundHold } from '../deliveries/index.ts';
import { isSetUpNeeded } from './organisation.store.ts';

type Shown = {
  /** Where a token asks: what it may do, which can be less than what its person may. */
  permissions?: ReadonlySet<Permission>;
  dataInsideClone: boolean;
};

export async function me(db: Db, personId: string, { permissions, dataInsideClone }: Shown): Promise<Me> {
  const { organisation, organisationZone, theme, ...row } = await db
    .selectFrom('person')
    .innerJoin('organisation', (join) => join.onTrue())
    .select(['person.id', 'person.name', 'email', 'roles', 'person.zone', 'theme', 'version'])
    .select(['organisation.name as organisation', 'organisation.zone as organisationZone'])
    .where('person.id', '=', personId)
    .executeTakeFirstOrThrow();
  const roles = rolesAmong(row.roles);
  const may = permissionsGiven(roles);
  const runsIt = may.has('system.operate');
  const held = runsIt ? await outboundHold(db) : undefined;
  return {
    // `as`: no theme is kept but one that the contract lets through.
    person: { ...row, roles, theme: theme as (typeof themes)[number] },
    organisation: { name: organisation, zone: organisationZone },
    permissions: [...(permissions ?? may)],
    notices: [
      ...((await isDemoThere(db)) ? [runsIt ? demoToRemove : demoThere] : []),
      ...(dataInsideClone && runsIt ? [dataInside] : []),
      ...(held ? [outboundHeld] : []),
    ],
  };
}

/** The zone whose calendar the one who asks lives by: their own, or the organisation's where nobody in particular asks. */
export async function zoneOf({ db, actor }: Pick<Ctx, 'db' | 'actor'>): Promise<string> {
  const row = await db
    .selectFrom('organisation')
    .leftJoin('person', (join) => join.on('person.id', '=', actor.id))
    .select(['person.zone as own', 'organisation.zone'])
    .executeTakeFirst();
  return row?.own ?? row?.zone ?? 'UTC';
}

async function isDemoThere(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('person')
    .select('id')
    .where('demo', '=', true)
    .where('active', '=', true)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

const demoThere = { code: 'demo', text: 'This is a demo: its people and its year are made up.' };
const demoToRemove = {
  code: 'demo_to_remove',
  text: 'This is a demo: its people and its year are made up. Look around and try everything. Remove it on the page Operators.',
};

const dataInside = {
  code: 'data_inside_clone',
  text: "The data lies inside the program's folder, where an update or a clean-up can take it along. For real use set INTERLOCK_DATA to a folder outside of it.",
};

const outboundHeld = {
  code: 'outbound_held',
  text: 'Since a backup was restored no mail and no post is sent. Look at what waits, on the page Operators, and release it.',
};

export async function setUpState(db: Db): Promise<{ needed: boolean }> {
  return { needed: await isSetUpNeeded(db) };
}

// Reads: change, for whether there is a real one.
import type { Demo as Shown } from '@interlock/contract/demo.ts';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import { demoPeople } from '../identity/index.ts';
import { type Demo, findDemo } from './demo.store.ts';

/** Why no demo can be filled now; nothing where one can. */
export async function whyNotFilled(reads: Reads, demo: Demo | undefined): Promise<string | undefined> {
  if (demo?.state === 'filled') return 'The demo is there already.';
  if (demo?.state === 'filling') return 'The demo is being filled.';
  if (await isUsed(reads)) return 'There are changes here already: a demo would stand among them.';
  if ((await demoPeople(reads)).length > 0)
    return 'People of an earlier demo are still here, since something rests on them.';
  return undefined;
}

async function isUsed(reads: Reads): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`select exists (select from change) as used`.execute(reads);
  return rows[0]?.used ?? true;
}

export async function showDemo({ db }: Ctx): Promise<Shown> {
  const demo = await findDemo(db);
  const because = (await whyNotFilled(db, demo)) ?? null;
  return {
    state: demo?.state ?? 'none',
    offered: because === null,
    because,
    askedAt: demo?.askedAt.toISOString() ?? null,
    done: demo?.done ?? 0,
    planned: demo?.planned ?? null,
    problem: demo?.problem ?? null,
  };
}

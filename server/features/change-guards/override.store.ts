import type { Enforcement } from '@interlock/contract/models.ts';
import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';

export type Override = {
  changeId: string;
  guard: string;
  modelId: string;
  from: string;
  to: string;
  /** What blocks is not gone past. */
  degree: Exclude<Enforcement, 'block'>;
  why: string;
  words: string;
  by: string;
  movedBy: string;
  contentHash: string;
};

/** Keeps which guards a move went past, who took it on themselves and why: for good. */
export async function insertOverrides(tx: Tx, overrides: readonly Override[], at: Date): Promise<void> {
  if (overrides.length === 0) return;
  await tx
    .insertInto('guard_override')
    .values(
      overrides.map(({ changeId, modelId, from, to, movedBy, contentHash, ...rest }) => ({
        id: newId('ovr'),
        change_id: changeId,
        model_id: modelId,
        from_state: from,
        to_state: to,
        moved_by: movedBy,
        content_hash: contentHash,
        at,
        ...rest,
      })),
    )
    .execute();
}

type Granting = { changeId: string; to: string; guard: string; contentHash: string; words: string; by: string };

export async function insertGrant(tx: Tx, { changeId, to, contentHash, ...rest }: Granting, at: Date): Promise<void> {
  await tx
    .insertInto('guard_grant')
    .values({ id: newId('grt'), change_id: changeId, to_state: to, content_hash: contentHash, at, ...rest })
    .execute();
}

/** A yes lets one move pass, once. */
export async function spendGrants(tx: Tx, changeId: string, to: string, at: Date): Promise<void> {
  await tx
    .updateTable('guard_grant')
    .set({ used_at: at })
    .where('change_id', '=', changeId)
    .where('to_state', '=', to)
    .where('used_at', 'is', null)
    .execute();
}

export async function dropOverrides(tx: Tx, changeIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('guard_override')
    .where('change_id', 'in', [...changeIds])
    .execute();
  await tx
    .deleteFrom('guard_grant')
    .where('change_id', 'in', [...changeIds])
    .execute();
}

import type { Grouping, Layout, Sharing } from '@interlock/contract/views.ts';
import type { Tx } from '../../platform/database/db.ts';

export type View = {
  id: string;
  ownerId: string;
  name: string;
  filters: Record<string, unknown>;
  columns: readonly string[];
  layout: Layout;
  grouping: Grouping | null;
  sharedWith: Sharing;
  groupId: string | null;
  version: number;
};

export async function insertView(tx: Tx, view: View, now: Date): Promise<void> {
  await tx
    .insertInto('saved_view')
    .values({ id: view.id, owner_id: view.ownerId, screen: 'changes', created_at: now, ...columnsOf(view) })
    .execute();
}

/** A view of this person, kept for the transaction; nothing where it is somebody else's. */
export async function lockView(tx: Tx, viewId: string, ownerId: string): Promise<View | undefined> {
  const row = await tx
    .selectFrom('saved_view')
    .selectAll()
    .where('id', '=', viewId)
    .where('owner_id', '=', ownerId)
    .forUpdate()
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      ownerId: row.owner_id,
      name: row.name,
      filters: row.filters as Record<string, unknown>,
      columns: row.columns,
      layout: row.layout,
      grouping: row.grouped_by,
      sharedWith: row.shared_with,
      groupId: row.group_id,
      version: row.version,
    }
  );
}

export async function updateView(tx: Tx, view: View): Promise<void> {
  await tx
    .updateTable('saved_view')
    .set({ ...columnsOf(view), version: view.version + 1 })
    .where('id', '=', view.id)
    .execute();
}

export async function removeView(tx: Tx, viewId: string): Promise<void> {
  await tx.deleteFrom('saved_view').where('id', '=', viewId).execute();
}

/** How many a person keeps. */
export async function countOf(tx: Tx, ownerId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('saved_view')
    .select((view) => view.fn.countAll<string>().as('count'))
    .where('owner_id', '=', ownerId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

const columnsOf = ({ name, filters, columns, layout, grouping, sharedWith, groupId }: View) => ({
  name,
  filters: JSON.stringify(filters),
  columns: [...columns],
  layout,
  grouped_by: grouping,
  shared_with: sharedWith,
  group_id: groupId,
});

/** Whoever would delete it waits for the end of this transaction. */
export async function keepView(tx: Tx, viewId: string): Promise<void> {
  await tx.selectFrom('saved_view').select('id').where('id', '=', viewId).forKeyShare().execute();
}

/** Where somebody's list begins; null: with everything. */
export async function saveDefaultView(tx: Tx, personId: string, viewId: string | null): Promise<void> {
  if (viewId === null) {
    await tx.deleteFrom('default_view').where('person_id', '=', personId).execute();
    return;
  }
  await tx
    .insertInto('default_view')
    .values({ person_id: personId, view_id: viewId })
    .onConflict((chosen) => chosen.column('person_id').doUpdateSet({ view_id: viewId }))
    .execute();
}

// Reads: notification of notifications, person, change, template, model, model_draft, person_group; approval_seat and approval_round for pure approvers.
import {
  type listNotificationsRoute,
  MOST_UNREAD_COUNTED,
  type Notification,
  NotificationParts,
} from '@interlock/contract/notifications.ts';
import type { PersonRef } from '@interlock/contract/shared.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { keyOf, pageOf } from '../../platform/database/pages.ts';
import { visibleTo } from '../changes/index.ts';

/**
 * What somebody was told of templates, which everybody sees, of changes that they may see at this moment, and of what they may
 * decide on as an administrator, and of their own account. What is hidden from them is neither shown nor counted.
 */
const mine = (ctx: Ctx) =>
  ctx.db
    .selectFrom('notification')
    .leftJoin('change', 'change.id', 'notification.subject')
    .leftJoin('template', 'template.id', 'notification.subject')
    .leftJoin('model', 'model.id', 'notification.subject')
    .leftJoin('model_draft', 'model_draft.model_id', 'notification.subject')
    .leftJoin('person_group', 'person_group.id', 'notification.subject')
    .leftJoin('person as account', 'account.id', 'notification.subject')
    .where('notification.person_id', '=', ctx.actor.id)
    .where((is) =>
      is.or([
        is('template.id', 'is not', null),
        is.and([is('change.id', 'is not', null), visibleTo(ctx)]),
        ...(ctx.actor.permissions.has('model.edit')
          ? [is('model.id', 'is not', null), is('model_draft.model_id', 'is not', null)]
          : []),
        ...(ctx.actor.permissions.has('group.manage') ? [is('person_group.id', 'is not', null)] : []),
        is('account.id', '=', ctx.actor.id),
        ...(ctx.actor.permissions.has('person.manage') ? [is('account.id', 'is not', null)] : []),
      ]),
    );

/** What the one who asks was told, newest first. */
export async function notifications(
  ctx: Ctx,
  { cursor, limit, unread }: z.output<typeof listNotificationsRoute.input>,
): Promise<{ items: Notification[]; next: string | null }> {
  const after = keyOf(cursor, ['instant', 'text']);
  const rows = await mine(ctx)
    .select(['notification.id', 'kind', 'at', 'read_at', 'parts', 'subject', 'change.number', 'change.title'])
    .select((is) => [
      is.fn.coalesce('template.key', 'model_draft.key', 'model.key').as('key'),
      is.fn.coalesce('template.name', 'model_draft.name', 'model.name', 'person_group.name', 'account.name').as('name'),
    ])
    .select(
      sql<PersonRef | null>`(select jsonb_build_object('id', p.id, 'name', p.name, 'active', p.active)
        from person p where p.id = notification.by_id)`.as('by'),
    )
    .$if(unread === true, (query) => query.where('read_at', 'is', null))
    .$if(unread === false, (query) => query.where('read_at', 'is not', null))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(notification.at, notification.id) < (${after?.[0] ?? ''}::timestamptz, ${after?.[1] ?? ''})`,
      ),
    )
    .orderBy('notification.at', 'desc')
    .orderBy('notification.id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows,
    limit,
    (row) => [row.at.toISOString(), row.id],
    (row) => ({
      id: row.id,
      // `as`: only kinds of the contract are told.
      kind: row.kind as Notification['kind'],
      at: row.at.toISOString(),
      read: row.read_at !== null,
      by: row.by,
      parts: NotificationParts.parse(row.parts),
      about: aboutOf(row),
    }),
  );
}

type About = { subject: string; number: string | null; title: string | null; key: string | null; name: string | null };

/** Groups have no short name beside their name. */
const aboutOf = ({ subject, number, title, key, name }: About): Notification['about'] =>
  number === null
    ? { id: subject, label: key ?? '', title: name ?? '' }
    : { id: subject, label: `CHG-${number}`, title: title ?? '' };

/** Stops counting where a bell has nothing more to say. */
export async function countUnread(ctx: Ctx): Promise<{ count: number; newest: string | null }> {
  const unread = mine(ctx)
    .select('notification.id')
    .where('read_at', 'is', null)
    .orderBy('at', 'desc')
    .limit(MOST_UNREAD_COUNTED);
  const { count, newest } = await ctx.db
    .selectFrom(unread.as('unread'))
    .select((is) => [is.fn.countAll<string>().as('count'), is.fn.max<string | null>('unread.id').as('newest')])
    .executeTakeFirstOrThrow();
  return { count: Number(count), newest };
}

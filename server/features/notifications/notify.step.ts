import type { StateKind } from '@interlock/contract/models.ts';
import type { NotificationKind, NotificationParts } from '@interlock/contract/notifications.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { peopleByIds } from '../identity/index.ts';
import { addNotices, TELL_ON } from './notice.store.ts';
import { shortened } from './notification.rules.ts';
import { addNotifications } from './notification.store.ts';

export type Notice = {
  kind: NotificationKind;
  /** The id of what it is about. Only those who may see that should be told. */
  subject: string;
  to: readonly (string | null | undefined)[];
  parts: NotificationParts;
  /** Names the act; left out, it is this request or job on this subject. Whoever has been told under it is not told again. */
  key?: string;
  /** Who did it, where a job tells it after the act. */
  by?: string;
  /** The kind of the state that was entered, where it tells of a move. */
  stateKind?: StateKind;
  /** False for what waits in the inbox anyway: it is told on by other ways, and the bell stays silent. */
  bell?: boolean;
};

/**
 * Tells people of an act, in its transaction: never the one who did it, nobody twice, nobody who is deactivated or made up, and
 * nobody of the past that a demo plays. Of several notices of one act each hears the first that is for them, so the most particular one comes first. What was told is told on
 * by mail and in chats after the commit, as the rules say.
 */
export async function notify(tx: Tx, ctx: Ctx, ...notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0 || ctx.via === 'demo') return;
  const told = notices.map((notice) => addressed(ctx, notice));
  const ids = told.flatMap(({ to }) => to);
  const people = await peopleByIds(tx, ids);
  const heard = told.map((notice) => ({ ...notice, to: notice.to.filter((id) => hears(people.get(id))) }));
  const rung = heard.flatMap(({ to, bell, stateKind: _, ...rest }) =>
    bell ? to.map((personId) => ({ ...rest, id: newId('ntf'), personId })) : [],
  );
  if (rung.length > 0) await addNotifications(tx, rung);
  for (const subject of new Set(heard.map((notice) => notice.subject))) {
    const act = `${ctx.requestId}:${subject}`;
    const left = heard.filter((notice) => notice.subject === subject);
    await addNotices(
      tx,
      left.map(({ to, bell: _, ...rest }) => ({ ...rest, id: newId('ntc'), act, told: to })),
    );
  }
  ctx.wake(TELL_ON);
}

const hears = (person: { active: boolean; demo: boolean } | undefined) => person?.active === true && !person.demo;

type Members = { groupId: string; names: string; administrators: readonly string[] };

/** Who would come into a group that approves waits for another administrator. */
export const tellOfMembers = (tx: Tx, ctx: Ctx, { groupId, names, administrators }: Members): Promise<void> =>
  notify(tx, ctx, { kind: 'members_proposed', subject: groupId, to: administrators, parts: { words: names } });

function addressed(ctx: Ctx, { kind, subject, to, parts, key, by, stateKind = undefined, bell = true }: Notice) {
  const byId = by ?? (ctx.actor.kind === 'person' ? ctx.actor.id : null);
  return {
    ...{ kind, subject, byId, bell },
    to: [...new Set(to)].flatMap((id) => (id && id !== byId ? [id] : [])),
    parts: shortened(parts),
    stateKind: stateKind ?? null,
    at: ctx.now,
    key: key ?? `${ctx.requestId}:${subject}`,
  };
}

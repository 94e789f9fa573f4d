import type { Site } from './crash-storm.ts';
import { bare, type Known } from './end-state.ts';
import type { MailServer } from './mail-server.ts';
import type { Receiver } from './receiver.ts';
import { runSql } from './run-sql.ts';

export type Arrivals = {
  /** Each mail and post once, as its readers have it. */
  contents: string[];
  /** Deliveries that are called sent and arrived nowhere, and those that arrived with another content than before. */
  faults: string[];
  /** How often each arrived. */
  times: Map<string, number>;
};

/** What servers of this site sent. One that dies between sending and recording sends again under the same id. */
export async function arrivedAt(
  { database }: Site,
  { post, room }: { post: MailServer; room: Receiver },
  known: Known,
): Promise<Arrivals> {
  const rows = await runSql(database.ownerUrl, 'select id, state from delivery');
  const own = new Map(rows.map(({ id, state }) => [String(id), String(state)]));
  const mails = post.mails.map(({ to, headers, text, html }) => ({
    id: headers['x-interlock-delivery'] ?? '',
    content: JSON.stringify([to, headers['subject'], text, html]),
  }));
  const posts = room.posts.map(({ path, headers, body }) => ({
    id: String(headers['x-interlock-delivery']),
    content: JSON.stringify([path, body]),
  }));
  // A link that decides is drawn anew for each try.
  const said = (content: string) => bare(content.replace(/#[\w.-]{20,}/g, '#secret'), known);
  const arrived = Map.groupBy(
    [...mails, ...posts].filter(({ id }) => own.has(id)),
    ({ id }) => id,
  );
  const lost = [...own].filter(([id, state]) => state === 'sent' && !arrived.has(id)).map(([id]) => `${id} never came`);
  const unlike = [...arrived].flatMap(([id, copies]) => {
    const kinds = new Set(copies.map(({ content }) => said(content)));
    return kinds.size > 1 ? [`${id} came as ${[...kinds].join(' and as ')}`] : [];
  });
  return {
    contents: [...arrived.values()].map(([first]) => said(first?.content ?? '')).toSorted(),
    faults: [...lost, ...unlike],
    times: new Map([...arrived].map(([id, copies]) => [id, copies.length])),
  };
}

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type Received = { path: string; headers: IncomingHttpHeaders; body: Record<string, unknown> };
type Manner = (response: ServerResponse) => void;

export type Receiver = { url: string; posts: Received[]; manners: Manner[]; close(): void };

/** A real HTTP server that keeps what is posted; each next post is treated by the next manner, then all are taken. */
export async function receiver({ host = '127.0.0.1', at = 0 } = {}): Promise<Receiver> {
  const posts: Received[] = [];
  const manners: Manner[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    posts.push({ path: request.url ?? '', headers: request.headers, body: JSON.parse(body) });
    const manner = manners.shift();
    if (manner) manner(response);
    else response.end('ok');
  });
  server.listen(at, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    posts,
    manners,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

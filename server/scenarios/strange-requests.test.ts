import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { servedRoutes } from '../app.ts';
import { world } from '../testing/world.ts';

const bank = await world();
const routes = servedRoutes({ secure: false, dataInsideClone: false }).map(({ route }) => route);
const every = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

test('a method that an address does not take is told which it takes, whoever asks', async () => {
  for (const path of new Set(routes.map((route) => route.path))) {
    const taken = routes.filter((route) => route.path === path).map(({ method }) => method as string);
    const address = path.replace(/:\w+/g, 'x_nothing');
    // An address can be another's pattern as well: GET /models/try asks for the model of that name.
    const meant = routes.filter((route) => new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}$`).test(address));
    const [other = 'PUT'] = every.filter((method) => !meant.some((route) => route.method === method));
    for (const client of [bank.anonymous, bank.admin]) {
      const answer = await client.send(other, address);
      expect([path, other, answer.status, answer.body['code']]).toEqual([path, other, 405, 'method_not_allowed']);
      const allowed = answer.headers.get('allow')?.split(', ') ?? [];
      expect(allowed.filter((method) => method !== 'HEAD')).toEqual(expect.arrayContaining(taken));
      expect(allowed).not.toContain(other);
    }
  }
  expect((await bank.anonymous.send('POST', '/healthz', {})).status).toBe(405);
});

test('an address where nothing is stays not found', async () => {
  for (const path of ['/api/v1/nothing', '/api/v1/changes/x/nothing', '/api/v1/changesXcsv']) {
    expect([path, (await bank.admin.send('POST', path, {})).status]).toEqual([path, 404]);
  }
});

/** What comes back to bytes that are sent as they are. */
async function raw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(bank.address);
  const socket = connect(Number(port), hostname);
  let heard = '';
  socket.on('data', (piece) => {
    heard += piece.toString('utf8');
  });
  socket.on('error', () => {});
  socket.write(bytes);
  await once(socket, 'close');
  return heard;
}

test.each([
  ['no HTTP at all', 'nonsense\r\n\r\n', 400, 'invalid'],
  ['headers without end', `GET /healthz HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'too_large'],
])('%s is refused with the same headers as all else', async (_what, bytes, status, code) => {
  const [head = '', body = ''] = (await raw(bytes)).split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  const ours = await fetch(`${bank.address}/healthz`);
  for (const name of ['content-security-policy', 'x-content-type-options', 'x-frame-options', 'referrer-policy']) {
    expect(head.toLowerCase()).toContain(`${name}: ${ours.headers.get(name)}`.toLowerCase());
  }
  expect(head).toContain('content-type: application/problem+json');
  expect(JSON.parse(body)).toMatchObject({ status, code, requestId: expect.stringMatching(/^req_/) });
});

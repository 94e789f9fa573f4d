import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { receiver } from '../../testing/receiver.ts';
import { openPost } from './post.ts';

const at = await receiver();
const silent: Server = createServer(() => {});
silent.listen(0, '127.0.0.1');
await once(silent, 'listening');
afterAll(() => {
  at.close();
  silent.close();
});
beforeEach(() => {
  at.posts.length = 0;
  at.manners.length = 0;
});

const here = { allow: ['127.0.0.1'], patienceMs: 300 };
const said = { id: 'dlv_1', body: { text: 'hello' } };
const post = (url: string, over: Partial<Parameters<typeof openPost>[0]> = {}) =>
  openPost({ ...here, ...over })({ url, ...said });

test('what is posted arrives as JSON, with an id that is the same in each try', async () => {
  expect(await post(`${at.url}/hook`)).toEqual({ ok: true });
  expect(at.posts).toMatchObject([
    { path: '/hook', headers: { 'x-interlock-delivery': 'dlv_1' }, body: { text: 'hello' } },
  ]);
});

test.each([
  ['the loopback', '127.0.0.1'],
  ['the loopback in one number', '2130706433'],
  ['the loopback in octal', '0177.0.0.1'],
  ['the loopback, shortened', '127.1'],
  ['no address', '0'],
  ['a private network', '10.1.2.3'],
  ['a machine’s own data', '169.254.169.254'],
  ['IPv6 loopback', '[::1]'],
  ['IPv4 in IPv6', '[::ffff:7f00:1]'],
  ['IPv4 translated to IPv6', '[::ffff:0:7f00:1]'],
  ['IPv4 through NAT64', '[64:ff9b::7f00:1]'],
  ['IPv4 through 6to4', '[2002:7f00:1::]'],
  ['a private network of IPv6', '[fd00::1]'],
])('%s is not posted to, however it is written', async (_what, host) => {
  expect(await post(`https://${host}/`, { allow: [] })).toMatchObject({
    ok: false,
    final: true,
    why: expect.stringMatching(/private/),
  });
});

test.each([
  ['one of its addresses is private', ['93.184.216.34', '10.0.0.1']],
  ['it leads to the loopback', ['127.0.0.1']],
])('a name is not posted to where %s', async (_why, addresses) => {
  const resolve = async () => addresses.map((address) => ({ address, family: 4 }));
  expect(await post('https://hooks.example.org/', { allow: [], resolve })).toMatchObject({ ok: false, final: true });
});

test('a name that answers differently the second time is asked once: what was checked is connected to', async () => {
  const { port } = new URL(at.url);
  let asked = 0;
  const resolve = async () => [{ address: ++asked === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }];
  expect(await post(`http://rebinding.example.org:${port}/`, { resolve })).toEqual({ ok: true });
  expect(asked).toBe(1);
});

test.each([
  ['http', 'http://93.184.216.34/', /https/],
  ['another port', 'https://93.184.216.34:22/', /ports/],
  ['a name and password', 'https://a:b@93.184.216.34/', /password/],
])('%s is refused for what lies outside', async (_what, url, why) => {
  expect(await post(url)).toMatchObject({ ok: false, final: true, why: expect.stringMatching(why) });
});

describe('a receiver that', () => {
  test('answers with a redirect is not followed', async () => {
    at.manners.push((response) => response.writeHead(302, { location: `${at.url}/elsewhere` }).end());
    expect(await post(at.url)).toMatchObject({ ok: false, why: expect.stringMatching(/302/) });
    expect(at.posts).toHaveLength(1);
  });

  test('asks for patience gets it', async () => {
    at.manners.push((response) => response.writeHead(429, { 'retry-after': '90' }).end());
    expect(await post(at.url)).toEqual({
      ok: false,
      why: 'The receiver answered 429.',
      final: false,
      retryAfterSeconds: 90,
    });
  });

  test('is gone for good is given up', async () => {
    at.manners.push((response) => response.writeHead(410).end());
    expect(await post(at.url)).toMatchObject({ ok: false, final: true });
  });

  test('answers yes and never stops talking is left talking', async () => {
    at.manners.push((response) => {
      response.writeHead(200);
      const talk = setInterval(() => response.write('x'.repeat(65_536)), 5);
      response.on('close', () => clearInterval(talk));
    });
    expect(await post(at.url)).toEqual({ ok: true });
  });

  test('never answers costs no more than the time it was given', async () => {
    const { port } = silent.address() as AddressInfo;
    expect(await post(`http://127.0.0.1:${port}/secret-path`)).toEqual({
      ok: false,
      why: 'It took too long to answer.',
      final: false,
    });
  });

  test('is not there is tried again, and its address is in no message', async () => {
    const gone = await post('http://127.0.0.1:9/secret-path');
    expect(gone).toMatchObject({ ok: false, final: false });
    expect(JSON.stringify(gone)).not.toContain('secret-path');
  });
});

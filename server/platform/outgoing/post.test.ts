import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer, isIP, type Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type NameServer, nameServer } from '../../testing/name-server.ts';
import { type Receiver, receiver } from '../../testing/receiver.ts';
import { isClosed, openPost } from './post.ts';

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

const here = { allow: ['127.0.0.1'], patienceMs: 10_000 };
const impatient = { patienceMs: 300 };
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
  ['another address of the loopback', '127.255.0.9'],
  ['the loopback in one number', '2130706433'],
  ['the loopback in octal', '0177.0.0.1'],
  ['the loopback in one octal number', '017700000001'],
  ['the loopback in hexadecimal', '0x7f.0x0.0x0.0x1'],
  ['the loopback in one hexadecimal number', '0x7F000001'],
  ['the loopback, each part otherwise', '0x7f.0.01'],
  ['the loopback, shortened', '127.1'],
  ['the loopback with a dot at its end', '127.0.0.1.'],
  ['the loopback with dots of another script', '127。0．0｡1'],
  ['the loopback in digits of another form', '①②⑦.０.0.1'],
  ['the loopback, encoded', '%31%32%37.0.0.1'],
  ['no address', '0'],
  ['no address in full', '0.0.0.0'],
  ['no address in hexadecimal', '0x0'],
  ['a private network', '10.1.2.3'],
  ['another private network', '172.31.0.1'],
  ['a third', '192.168.1.1'],
  ['a network of a provider', '100.64.0.1'],
  ['a neighbour', '169.254.1.1'],
  ['a machine’s own data', '169.254.169.254'],
  ['a machine’s own data in one number', '2852039166'],
  ['a machine’s own data at Alibaba', '100.100.100.200'],
  ['a machine’s own data at Oracle', '192.0.0.192'],
  ['a machine’s own data at Azure', '168.63.129.16'],
  ['everybody at once', '255.255.255.255'],
  ['a group', '224.0.0.1'],
  ['no address of IPv6', '[::]'],
  ['IPv6 loopback', '[::1]'],
  ['IPv6 loopback in full', '[0000:0000:0000:0000:0000:0000:0000:0001]'],
  ['IPv4 in IPv6', '[::ffff:7f00:1]'],
  ['IPv4 in IPv6, in dots and capitals', '[::FFFF:127.0.0.1]'],
  ['a machine’s own data in IPv6', '[::ffff:a9fe:a9fe]'],
  ['IPv4 as IPv6 once was', '[::7f00:1]'],
  ['IPv4 translated to IPv6', '[::ffff:0:7f00:1]'],
  ['IPv4 through NAT64', '[64:ff9b::7f00:1]'],
  ['IPv4 through a NAT64 of the house', '[64:ff9b:1::7f00:1]'],
  ['IPv4 through 6to4', '[2002:7f00:1::]'],
  ['IPv4 through Teredo', '[2001::1]'],
  ['a neighbour of IPv6', '[fe80::1]'],
  ['a site of IPv6', '[fec0::1]'],
  ['a private network of IPv6', '[fd00::1]'],
  ['a machine’s own data at Amazon', '[fd00:ec2::254]'],
  ['a group of IPv6', '[ff02::1]'],
  ['what nobody was given', '[4000::1]'],
  ['an example', '[3fff::1]'],
])('%s is not posted to, however it is written', async (_what, host) => {
  expect(await post(`https://${host}/`, { allow: [] })).toMatchObject({
    ok: false,
    final: true,
    why: expect.stringMatching(/private/),
  });
});

test.each([
  '8.8.8.8',
  '93.184.216.34',
  '168.63.129.15',
  '172.32.0.1',
  '223.255.255.254',
  '2606:4700::1111',
  '2a00:1450::1',
])('an address of the internet such as %s is no private one', (address) => {
  expect(isClosed({ address, family: isIP(address) })).toBe(false);
});

test.each([
  ['one of its addresses is private', ['93.184.216.34', '10.0.0.1']],
  ['it leads to the loopback', ['127.0.0.1']],
  ['it leads to a neighbour on one cable', ['fe80::1%lo']],
  ['it leads to IPv4 in IPv6', ['2606:4700::1111', '::ffff:10.0.0.1']],
])('a name is not posted to where %s', async (_why, addresses) => {
  const resolve = async () => addresses.map((address) => ({ address, family: isIP(address) }));
  expect(await post('https://hooks.example.org/', { allow: [], resolve })).toMatchObject({
    ok: false,
    final: true,
    why: expect.stringMatching(/private/),
  });
});

test('a name that answers differently the second time is asked once: what was checked is connected to', async () => {
  const { port } = new URL(at.url);
  let asked = 0;
  const resolve = async () => [{ address: ++asked === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }];
  expect(await post(`http://rebinding.example.org:${port}/`, { resolve })).toEqual({ ok: true });
  expect(asked).toBe(1);
});

describe('a name server whose answers are for no second', () => {
  // 127.0.0.2 stands for an address that may be posted to, and 127.0.0.1 for what lies within the walls.
  let names: NameServer;
  let outside: Receiver;
  beforeAll(async () => {
    names = await nameServer();
    outside = await receiver({ host: '127.0.0.2', at: Number(new URL(at.url).port) });
  });
  afterAll(() => {
    names.close();
    outside.close();
  });
  const rebinding = () => {
    const { port } = new URL(at.url);
    return openPost({ allow: ['127.0.0.2'], resolve: names.resolve })({
      url: `http://rebinding.example.org:${port}/`,
      ...said,
    });
  };

  test('is asked once for each post, and what it says the next time leads to nobody', async () => {
    names.answers.push(['127.0.0.2'], ['127.0.0.1']);
    expect(await rebinding()).toEqual({ ok: true });
    expect(names.asked).toEqual(['rebinding.example.org']);
    expect(outside.posts).toHaveLength(1);
    expect(await rebinding()).toMatchObject({ ok: false, final: true });
    expect(names.asked).toHaveLength(2);
    expect(await rebinding()).toMatchObject({ ok: false, final: true });
    expect([outside.posts.length, at.posts.length]).toEqual([1, 0]);
  });

  test('hides no address of the house among others', async () => {
    names.answers.splice(0, names.answers.length, ['127.0.0.2', '93.184.216.34', '127.0.0.1']);
    expect(await rebinding()).toMatchObject({ ok: false, final: true });
    expect(at.posts).toHaveLength(0);
  });

  test('knows names in capitals, with a dot at the end and with dots of another script, and they are checked alike', async () => {
    names.answers.splice(0, names.answers.length, ['127.0.0.1']);
    for (const host of ['HOOKS.Example.ORG', 'hooks.example.org.', 'hooks。example．org', 'h\u00adooks.example.org']) {
      names.asked.length = 0;
      expect(await post(`https://${host}/`, { allow: [], resolve: names.resolve })).toMatchObject({
        ok: false,
        final: true,
        why: expect.stringMatching(/private/),
      });
      expect(names.asked).toEqual(['hooks.example.org']);
    }
  });
});

test('a name server that never answers costs no more than the time it was given', async () => {
  const resolve = () => new Promise<never>(() => {});
  expect(await post('https://hooks.example.org/', { resolve, ...impatient })).toEqual({
    ok: false,
    why: 'It took too long to answer.',
    slow: true,
    final: false,
  });
});

test.each([
  ['http', 'http://93.184.216.34/', /https/],
  ['another scheme', 'ftp://93.184.216.34/', /https/],
  ['another port', 'https://93.184.216.34:22/', /ports/],
  ['the port of plain HTTP', 'https://93.184.216.34:80/', /ports/],
  ['a port above all that are sent to', 'https://93.184.216.34:8444/', /ports/],
  ['a name and password', 'https://a:b@93.184.216.34/', /password/],
  ['a name alone', 'https://a@93.184.216.34/', /password/],
  ['a name that looks like the machine', 'https://hooks.example.org:443@93.184.216.34/', /password/],
])('%s is refused for what lies outside', async (_what, url, why) => {
  expect(await post(url)).toMatchObject({ ok: false, final: true, why: expect.stringMatching(why) });
});

test('a name and password are refused for what the operator allowed, too', async () => {
  expect(await post(at.url.replace('://', '://a:b@'))).toMatchObject({
    ok: false,
    why: expect.stringMatching(/password/),
  });
  expect(at.posts).toEqual([]);
});

describe('a receiver that', () => {
  test.each([301, 302, 303, 307, 308])('answers with a redirect is not followed: %i', async (status) => {
    at.manners.push((response) => response.writeHead(status, { location: `${at.url}/elsewhere` }).end());
    expect(await post(at.url)).toMatchObject({ ok: false, why: expect.stringContaining(String(status)) });
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
    const left = new Promise<boolean>((closed) => {
      at.manners.push((response) => {
        response.writeHead(200);
        const talk = setInterval(() => response.write('x'.repeat(65_536)), 5);
        response.on('close', () => {
          clearInterval(talk);
          closed(true);
        });
      });
    });
    expect(await post(at.url)).toEqual({ ok: true });
    expect(await left).toBe(true);
  });

  test('announces its answer without end is left after a megabyte', async () => {
    let announced = 0;
    const hints = (line: string) => (response: ServerResponse) => {
      const { socket } = response;
      const talk = setInterval(() => {
        if (socket?.writable && socket.writableLength === 0) socket.write(line.repeat(20));
        announced += 20 * line.length;
      }, 1);
      socket?.on('close', () => clearInterval(talk));
    };
    for (const status of ['103 Early Hints', '100 Continue', '102 Processing']) {
      at.manners.push(hints(`HTTP/1.1 ${status}\r\nlink: <${'x'.repeat(8_000)}>\r\n\r\n`));
      announced = 0;
      expect(await post(at.url)).toEqual({
        ok: false,
        why: 'The receiver cannot be reached.',
        final: false,
      });
      expect(announced).toBeLessThan(16 * 1_048_576);
    }
  });

  test('has a head larger than any is not heard out', async () => {
    at.manners.push((response) => {
      response.socket?.write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(1_048_576)}\r\n\r\n`);
    });
    expect(await post(at.url)).toMatchObject({ ok: false, final: false });
  });

  test('lets its head trickle costs no more than the time it was given', async () => {
    at.manners.push(({ socket }) => {
      socket?.write('HTTP/1.1 200 OK\r\n');
      const trickle = setInterval(() => socket?.write('x: y\r\n'), 20);
      socket?.on('close', () => clearInterval(trickle));
    });
    expect(await post(at.url, impatient)).toMatchObject({ ok: false, why: 'It took too long to answer.' });
  });

  test('never answers costs no more than the time it was given', async () => {
    const { port } = silent.address() as AddressInfo;
    expect(await post(`http://127.0.0.1:${port}/secret-path`, impatient)).toEqual({
      ok: false,
      why: 'It took too long to answer.',
      slow: true,
      final: false,
    });
  });

  test('is not there is tried again, and its address is in no message', async () => {
    const gone = await post('http://127.0.0.1:9/secret-path');
    expect(gone).toMatchObject({ ok: false, final: false });
    expect(JSON.stringify(gone)).not.toContain('secret-path');
  });
});

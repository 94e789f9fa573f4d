import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { mailServer } from '../../testing/mail-server.ts';
import { openMail } from './mail.ts';

const server = await mailServer();
afterAll(() => server.close());
beforeEach(() => {
  server.mails.length = 0;
});

const open = (url = server.url) => openMail({ url, from: 'Interlock <interlock@example.org>' }, 'changes.example.org');
const letter = {
  to: 'ann@example.org',
  subject: 'CHG-1: Grüße',
  text: 'Hallo\n',
  html: '<p>Hallo</p>',
  id: 'dlv_1',
  thread: 'chg_1',
};

test('a mail has both parts, its own stable id, and the thread of what it is about', async () => {
  expect(await open()?.send(letter)).toEqual({ ok: true });
  expect(server.mails).toMatchObject([
    {
      to: 'ann@example.org',
      text: expect.stringContaining('Hallo'),
      html: expect.stringContaining('<p>Hallo</p>'),
      headers: {
        from: 'Interlock <interlock@example.org>',
        'message-id': '<dlv_1@changes.example.org>',
        'in-reply-to': '<chg_1@changes.example.org>',
        references: '<chg_1@changes.example.org>',
        'x-interlock-delivery': 'dlv_1',
        'auto-submitted': 'auto-generated',
      },
    },
  ]);
});

test('what somebody wrote cannot add a header or a recipient', async () => {
  await open()?.send({ ...letter, subject: 'A\r\nBcc: eve@example.org', to: 'ann@example.org' });
  expect(server.mails).toHaveLength(1);
  expect(server.mails[0]?.headers).not.toHaveProperty('bcc');
});

test.each([
  ['does not know the recipient', 550, true],
  ['has no room at the moment', 452, false],
])('a server that %s says so', async (_what, status, final) => {
  server.manners.push(status);
  expect(await open()?.send(letter)).toMatchObject({ ok: false, final });
  expect(server.mails).toEqual([]);
});

test('one that hangs up after the mail has not said yes: it is tried again, under the same id', async () => {
  server.manners.push('hang_up');
  expect(await open()?.send(letter)).toMatchObject({ ok: false, final: false });
  expect(await open()?.send(letter)).toEqual({ ok: true });
  expect(server.mails.map(({ headers }) => headers['message-id'])).toEqual(
    Array(2).fill('<dlv_1@changes.example.org>'),
  );
});

test('one that is not there is tried again, and its password is in no message', async () => {
  const sent = await open('smtp://name:s3cret@127.0.0.1:9')?.send(letter);
  expect(sent).toMatchObject({ ok: false, final: false });
  expect(JSON.stringify(sent)).not.toContain('s3cret');
});

test('one that goes on talking is left after a while, and tried again', async () => {
  const talker = createServer((socket) => {
    let talking: NodeJS.Timeout | undefined;
    socket.on('error', () => {});
    socket.once('data', () => {
      talking = setInterval(() => socket.write('250-and more\r\n'), 20);
    });
    socket.on('close', () => clearInterval(talking));
    socket.write('220 here\r\n');
  });
  onTestFinished(() => void talker.close());
  await once(talker.listen(0, '127.0.0.1'), 'listening');
  const gone = once(talker, 'connection').then(([socket]) => once(socket, 'close'));
  const { port } = talker.address() as AddressInfo;
  const patient = openMail({ url: `smtp://127.0.0.1:${port}`, from: 'i@example.org', patienceMs: 300 }, 'example.org');
  expect(await patient?.send(letter)).toEqual({
    ok: false,
    why: 'The mail server took too long to take the mail.',
    final: false,
  });
  await gone;
});

test('one that repeats the password it was given, in whatever form, is not repeated', async () => {
  const password = 'p"w/s3cret&canary';
  const said = [
    ({ password }: { password: string }) => `no ${password} here`,
    ({ password }: { password: string }) => `no ${JSON.stringify({ password })} here`,
    ({ name, password }: { name: string; password: string }) =>
      `no AUTH PLAIN ${Buffer.from(`\0${name}\0${password}`).toString('base64')} here`,
    ({ password }: { password: string }) => `${'x'.repeat(250)} ${password}`,
  ];
  const strict = await mailServer((given) => said.shift()?.(given));
  onTestFinished(() => strict.close());
  const url = strict.url.replace('://', `://interlock:${encodeURIComponent(password)}@`);
  while (said.length > 0) {
    const sent = await open(url)?.send(letter);
    expect(sent).toMatchObject({ ok: false, why: expect.stringContaining('[secret]') });
    expect(JSON.stringify(sent)).not.toMatch(/canary|s3cret|czNjcmV0|MzY3JldC|zM2NyZX/);
  }
  expect(await open(url)?.send(letter)).toEqual({ ok: true });
});

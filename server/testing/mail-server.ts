import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export type Arrived = { to: string; headers: Record<string, string>; text: string; html: string };

/** What the server does with a mail: take it, say no with an SMTP status, or hang up without a word. */
export type Manner = 'take' | 'hang_up' | number;

export type MailServer = {
  url: string;
  mails: Arrived[];
  /** How it treats the next mails; after the last of them it takes all. */
  manners: Manner[];
  close(): Promise<void>;
};

/** What it says to whoever signs in: undefined lets them in, words do not. */
type SignIn = (given: { name: string; password: string }) => string | undefined;

/** A real SMTP server that keeps what arrives. It asks nobody for a password, unless it is told what to say to one. */
export async function mailServer(signIn?: SignIn): Promise<MailServer> {
  const mails: Arrived[] = [];
  const manners: Manner[] = [];
  const server = new SMTPServer({
    authOptional: signIn === undefined,
    allowInsecureAuth: true,
    disabledCommands: signIn ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    onAuth({ username, password }, _session, answer) {
      const words = signIn?.({ name: username ?? '', password: password ?? '' });
      if (words === undefined) answer(null, { user: username ?? '' });
      else answer(Object.assign(new Error(words), { responseCode: 535 }));
    },
    onRcptTo(_address, _session, answer) {
      const manner = manners[0];
      if (typeof manner === 'number') {
        manners.shift();
        answer(Object.assign(new Error('not here'), { responseCode: manner }));
      } else answer();
    },
    async onData(stream, session, answer) {
      // Whoever dies in the middle of a mail has sent none.
      const raw = await text(stream).catch(() => undefined);
      if (raw === undefined) return;
      const manner = manners.shift() ?? 'take';
      mails.push(readMail(raw, session.envelope.rcptTo[0]?.address ?? ''));
      // Taken, and nobody told: as when a server dies between the two.
      if (manner !== 'hang_up') return answer();
      for (const one of server.connections) (one as { close(): void }).close();
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    manners,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

function readMail(raw: string, to: string): Arrived {
  const { headers, body } = halves(raw);
  const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1];
  const parts = boundary ? body.split(`--${boundary}`).map((part) => halves(part.trimStart())) : [];
  const part = (type: string) => {
    const found = parts.find((one) => one.headers['content-type']?.startsWith(type));
    return found ? decoded(found.body, found.headers['content-transfer-encoding']) : '';
  };
  return { to, headers, text: part('text/plain'), html: part('text/html') };
}

function halves(raw: string): { headers: Record<string, string>; body: string } {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = lines.map((line) => [
    line.split(':')[0]?.toLowerCase() ?? '',
    line.slice(line.indexOf(':') + 1).trim(),
  ]);
  return { headers: Object.fromEntries(headers), body: rest.join('\r\n\r\n') };
}

function decoded(body: string, encoding = ''): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

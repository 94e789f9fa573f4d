import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { crashPoint } from '../jobs/crash-points.ts';
import type { Post, Sent } from '../outside.ts';

type Options = {
  /** Private addresses and ranges that the operator lets posts reach, and by plain HTTP too. */
  allow: readonly string[];
  resolve?: (host: string) => Promise<LookupAddress[]>;
  patienceMs?: number;
};

const PATIENCE_MS = 10_000;
const LONGEST_WAIT_S = 24 * 3600;
const MOST_BYTES = 1_048_576;
const PORTS = new Set(['', '443', '8443']);

/** Addresses that lie within somebody's own walls, or nowhere: RFC 6890 and its registries, and what leads back to IPv4. */
const closed = listOf([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  '224.0.0.0/3',
  // Public by its number, and yet the machine's own: where Azure tells a machine of itself.
  '168.63.129.16',
]);
/** Of IPv6 only 2000::/3 is the internet, and of that not what tunnels, documents or lies within one house. */
const closedToo = listOf([
  ...['::/3', '4000::/2', '8000::/1'],
  ...['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
]);

/**
 * Posts JSON to an address that somebody typed in. The name is resolved once, every address of it is checked, and the
 * connection goes to what was checked. Redirects are not followed, and of the answer nothing is read but its head. All of it
 * together takes no longer than the patience.
 */
export function openPost({
  allow,
  resolve = (host) => lookup(host, { all: true }),
  patienceMs = PATIENCE_MS,
}: Options) {
  const allowed = listOf(allow);
  return async ({ url, id, body }: Post): Promise<Sent> => {
    const time = AbortSignal.timeout(patienceMs);
    try {
      const target = new URL(url);
      const host = target.hostname.replace(/^\[|\]$/g, '');
      const family = isIP(host);
      const addresses = family ? [{ address: host, family }] : await within(time, resolve(host));
      const why = whyNot(target, addresses, allowed);
      if (why !== undefined) return { ok: false, why, final: true };
      await crashPoint('post: before it is sent');
      const sent = await send(target, addresses, { id, body, time });
      await crashPoint('post: sent, not recorded');
      return sent;
    } catch (error) {
      return { ok: false, why: wordsOf(error), final: false, ...(time.aborted && { slow: true }) };
    }
  };
}

const isIn = (list: BlockList) => (one: LookupAddress) => list.check(one.address, one.family === 6 ? 'ipv6' : 'ipv4');

export const isClosed = (one: LookupAddress): boolean =>
  isIn(closed)(one) || (one.family === 6 && isIn(closedToo)(one));

function whyNot(target: URL, addresses: readonly LookupAddress[], allowed: BlockList): string | undefined {
  if (target.username || target.password) return 'The address must hold no name and password.';
  if (addresses.length === 0) return 'No machine has this name.';
  if (addresses.every(isIn(allowed))) return undefined;
  if (target.protocol !== 'https:') return 'Only https is sent to.';
  if (!PORTS.has(target.port)) return 'Only the ports 443 and 8443 are sent to.';
  if (!addresses.some((one) => isClosed(one) && !isIn(allowed)(one))) return undefined;
  return 'This is a private address. The operator can allow it with OUTBOUND_ALLOW.';
}

/** A name server that is asked cannot be stopped, but it is not waited for. */
function within<T>(time: AbortSignal, answer: Promise<T>): Promise<T> {
  const over = new Promise<never>((_done, failed) => {
    time.addEventListener('abort', () => failed(time.reason), { once: true });
  });
  return Promise.race([answer, over]);
}

type Sending = { id: string; body: object; time: AbortSignal };

function send(target: URL, addresses: LookupAddress[], { id, body, time }: Sending): Promise<Sent> {
  const text = Buffer.from(JSON.stringify(body));
  const request = target.protocol === 'https:' ? secure : plain;
  return new Promise((done, failed) => {
    const sending = request(target, {
      method: 'POST',
      agent: false,
      lookup: checkedOnly(addresses),
      signal: time,
      headers: {
        'content-type': 'application/json',
        'content-length': text.length,
        'user-agent': 'Interlock',
        'x-interlock-delivery': id,
      },
    });
    sending.on('error', failed);
    // Heads that announce the answer may go on for ever.
    sending.on('information', () => {
      if ((sending.socket?.bytesRead ?? 0) > MOST_BYTES) sending.destroy(new Error('an endless answer'));
    });
    sending.on('response', (answer) => {
      done(sentBy(answer.statusCode ?? 0, answer.headers['retry-after']));
      answer.destroy();
    });
    sending.end(text);
  });
}

const checkedOnly =
  (addresses: LookupAddress[]): LookupFunction =>
  (_host, { all }, answer) => {
    const [first] = addresses;
    if (all) answer(null, addresses);
    else answer(null, first?.address ?? '', first?.family);
  };

/** 404 and 410 say that nobody listens there any more; all else may pass. */
function sentBy(status: number, retryAfter: string | undefined): Sent {
  if (status >= 200 && status < 300) return { ok: true };
  const seconds = Number(retryAfter);
  const waits = Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, LONGEST_WAIT_S) : undefined;
  const why = `The receiver answered ${status}${status >= 300 && status < 400 ? ', a redirect, which is not followed' : ''}.`;
  const final = status === 404 || status === 410;
  return { ok: false, why, final, ...(waits !== undefined && { retryAfterSeconds: waits }) };
}

/** Never with the address: its path is the secret. */
function wordsOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof Error && (error.name === 'TimeoutError' || code === 'ABORT_ERR'))
    return 'It took too long to answer.';
  return code ? `The receiver cannot be reached (${code}).` : 'The receiver cannot be reached.';
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

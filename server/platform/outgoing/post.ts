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
const PORTS = new Set(['', '443', '8443']);

/** Addresses that lie within somebody's own walls, or nowhere: RFC 6890 and what tunnels lead back to IPv4. */
const closed = listOf([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...[
    '224.0.0.0/3',
    '::/96',
    '::ffff:0:0:0/96',
    '64:ff9b::/96',
    '64:ff9b:1::/48',
    '100::/64',
    '2001::/23',
    '2001:db8::/32',
    '2002::/16',
  ],
  ...['fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
]);

/**
 * Posts JSON to an address that somebody typed in. The name is resolved once, every address of it is checked, and the
 * connection goes to what was checked. Redirects are not followed, and of the answer nothing is read but its head.
 */
export function openPost({
  allow,
  resolve = (host) => lookup(host, { all: true }),
  patienceMs = PATIENCE_MS,
}: Options) {
  const allowed = listOf(allow);
  return async ({ url, id, body }: Post): Promise<Sent> => {
    try {
      const target = new URL(url);
      const host = target.hostname.replace(/^\[|\]$/g, '');
      const family = isIP(host);
      const addresses = family ? [{ address: host, family }] : await resolve(host);
      const why = whyNot(target, addresses, allowed);
      if (why !== undefined) return { ok: false, why, final: true };
      await crashPoint('post: before it is sent');
      const sent = await send(target, addresses, { id, body, patienceMs });
      await crashPoint('post: sent, not recorded');
      return sent;
    } catch (error) {
      return { ok: false, why: wordsOf(error), final: false };
    }
  };
}

function whyNot(target: URL, addresses: readonly LookupAddress[], allowed: BlockList): string | undefined {
  const isIn = (list: BlockList) => (one: LookupAddress) => list.check(one.address, one.family === 6 ? 'ipv6' : 'ipv4');
  if (target.username || target.password) return 'The address must hold no name and password.';
  if (addresses.length === 0) return 'No machine has this name.';
  if (addresses.every(isIn(allowed))) return undefined;
  if (target.protocol !== 'https:') return 'Only https is sent to.';
  if (!PORTS.has(target.port)) return 'Only the ports 443 and 8443 are sent to.';
  if (!addresses.some((one) => isIn(closed)(one) && !isIn(allowed)(one))) return undefined;
  return 'This is a private address. The operator can allow it with OUTBOUND_ALLOW.';
}

type Sending = { id: string; body: object; patienceMs: number };

function send(target: URL, addresses: LookupAddress[], { id, body, patienceMs }: Sending): Promise<Sent> {
  const text = Buffer.from(JSON.stringify(body));
  const request = target.protocol === 'https:' ? secure : plain;
  return new Promise((done, failed) => {
    const sending = request(target, {
      method: 'POST',
      agent: false,
      lookup: checkedOnly(addresses),
      signal: AbortSignal.timeout(patienceMs),
      headers: {
        'content-type': 'application/json',
        'content-length': text.length,
        'user-agent': 'Interlock',
        'x-interlock-delivery': id,
      },
    });
    sending.on('error', failed);
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

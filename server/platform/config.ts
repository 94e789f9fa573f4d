import { isIP } from 'node:net';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { waitingIn } from './folder/file-folder.ts';
import type { UploadSettings } from './http/upload.ts';
import { root as ownRoot } from './places.ts';

/** Where files are kept: in the database, or in a folder; and how large each may be. */
export type FileSettings = UploadSettings & {
  place: 'database' | 'folder';
  /** Where those lie that are in a folder. */
  folder: string;
};

export type Config = {
  host: string;
  /** 0 takes any free port; the public address is then completed once the server listens. */
  port: number;
  dataDir: string;
  databaseUrl: string | undefined;
  databaseOwnerUrl: string | undefined;
  publicUrl: URL;
  publicUrlGiven: boolean;
  secureCookies: boolean;
  trustProxy: string[] | false;
  admin: { email: string; password: string } | undefined;
  /** Undefined: no mail is sent. */
  smtp: { url: string; from: string } | undefined;
  /** Private addresses that posts to chats may reach. */
  outboundAllow: string[];
  logLevel: string;
  dataInsideClone: boolean;
  files: FileSettings;
};

type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const PROXY_RANGES = ['loopback', 'linklocal', 'uniquelocal'];
const PASSWORD_MIN = 12;

/** Reads every setting, or throws a sentence that names the variable and never repeats a secret. */
export function readConfig(environment: Environment, root: string = ownRoot): Config {
  const value = (name: string) => environment[name]?.trim() || undefined;
  const host = value('HOST') ?? '127.0.0.1';
  const port = portOf(value('PORT') ?? '7450');
  const given = value('INTERLOCK_URL');
  const publicUrl = given === undefined ? localUrl(host, port) : publicUrlOf(given);
  requireSafeHost(host, publicUrl, value('INTERLOCK_INSECURE'));
  const dataDir = fromRoot(root, value('INTERLOCK_DATA') ?? 'data');
  return {
    host,
    port,
    dataDir,
    ...databasesOf(value('DATABASE_URL'), value('DATABASE_OWNER_URL')),
    publicUrl,
    publicUrlGiven: given !== undefined,
    secureCookies: publicUrl.protocol === 'https:',
    trustProxy: trustProxyOf(value('TRUST_PROXY')),
    smtp: smtpOf(value('SMTP_URL'), value('MAIL_FROM')),
    outboundAllow: outboundAllowOf(value('OUTBOUND_ALLOW')),
    admin: adminOf(value('INTERLOCK_ADMIN_EMAIL'), environment['INTERLOCK_ADMIN_PASSWORD'] || undefined),
    logLevel: logLevelOf(value('LOG_LEVEL') ?? 'info'),
    dataInsideClone: isInside(root, dataDir),
    files: {
      ...placeOfFiles(root, dataDir, value('INTERLOCK_FILES') ?? 'database'),
      mostBytes: bytesOf(value('INTERLOCK_FILE_MB') ?? '25'),
    },
  };
}

/** `database`, `folder` (one in the data folder), or the path of another folder. */
function placeOfFiles(root: string, dataDir: string, text: string) {
  const own = join(dataDir, 'files');
  if (text === 'database') return { place: 'database', folder: own, uploads: join(dataDir, 'uploads') } as const;
  if (text !== 'folder' && !text.includes('/')) {
    throw new Error(`INTERLOCK_FILES must be database, folder or the path of a folder, not "${text}".`);
  }
  const folder = text === 'folder' ? own : resolve(root, text);
  return { place: 'folder', folder, uploads: waitingIn(folder) } as const;
}

const MOST_MB = 1024;

function bytesOf(megabytes: string): number {
  if (/^\d{1,4}$/.test(megabytes) && Number(megabytes) >= 1 && Number(megabytes) <= MOST_MB) {
    return Number(megabytes) * 1_048_576;
  }
  throw new Error(`INTERLOCK_FILE_MB must be a whole number from 1 to ${MOST_MB}, not "${megabytes}".`);
}

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new Error(`PORT must be a whole number from 0 to 65535, not "${text}".`);
}

/** The address that a browser on this machine uses, when no other one is given. */
function localUrl(host: string, port: number): URL {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const url = `http://${isIP(reachable) === 6 ? `[${reachable}]` : reachable}:${port}`;
  if (URL.canParse(url)) return new URL(url);
  throw new Error(`HOST must be an address or a name of this machine, not "${host}".`);
}

function publicUrlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.username && !url.password;
  if (url && plain && !url.search && !url.hash) return url;
  throw new Error('INTERLOCK_URL must be an address without a path, such as https://changes.example.org.');
}

function requireSafeHost(host: string, publicUrl: URL, insecure: string | undefined): void {
  if (insecure !== undefined && insecure !== '0' && insecure !== '1') {
    throw new Error('INTERLOCK_INSECURE must be 1, 0 or absent.');
  }
  if (isLoopback(host) || publicUrl.protocol === 'https:' || insecure === '1') return;
  throw new Error(
    `HOST ${host} lets other machines in unencrypted: set INTERLOCK_URL to an https address, or INTERLOCK_INSECURE=1.`,
  );
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function fromRoot(root: string, path: string): string {
  return isAbsolute(path) ? join(path) : join(root, path);
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way !== '..' && !way.startsWith('../');
}

function databasesOf(databaseUrl: string | undefined, databaseOwnerUrl: string | undefined) {
  if (databaseOwnerUrl !== undefined && databaseUrl === undefined) {
    throw new Error('DATABASE_OWNER_URL needs DATABASE_URL, for the role that the server itself uses.');
  }
  requireDatabaseUrl('DATABASE_URL', databaseUrl);
  requireDatabaseUrl('DATABASE_OWNER_URL', databaseOwnerUrl);
  return { databaseUrl, databaseOwnerUrl };
}

function requireDatabaseUrl(name: string, url: string | undefined): void {
  if (url === undefined) return;
  if (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)) return;
  throw new Error(`${name} must look like postgres://role:password@host:5432/database.`);
}

function trustProxyOf(text: string | undefined): string[] | false {
  if (text === undefined) return false;
  const proxies = text.split(',').map((proxy) => proxy.trim());
  const wrong = proxies.find((proxy) => !PROXY_RANGES.includes(proxy) && !isAddressOrRange(proxy));
  const everybody = proxies.find((proxy) => /\/0+$/.test(proxy));
  if (everybody !== undefined) {
    throw new Error(
      `TRUST_PROXY must list your proxies, and "${everybody}" is every address there is: whoever asks could then say from where.`,
    );
  }
  if (wrong === undefined) return proxies;
  throw new Error(`TRUST_PROXY must list the proxies' addresses, such as 10.0.0.5 or 10.0.0.0/8, not "${wrong}".`);
}

function isAddressOrRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const widest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (more.length > 0 || widest < 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= widest);
}

/** What stands in SMTP_URL may be a password: no message repeats it. */
function smtpOf(url: string | undefined, from: string | undefined): Config['smtp'] {
  if (url === undefined && from === undefined) return undefined;
  if (url === undefined || from === undefined) throw new Error('SMTP_URL and MAIL_FROM are only used together.');
  if (!/^smtps?:\/\//.test(url) || !URL.canParse(url) || new URL(url).hostname === '') {
    throw new Error('SMTP_URL must look like smtp://name:password@mail.example.org:587, or smtps:// for TLS at once.');
  }
  if (!/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/.test(from)) {
    throw new Error('MAIL_FROM must be a mail address, such as Interlock <interlock@example.org>.');
  }
  return { url, from };
}

function outboundAllowOf(text: string | undefined): string[] {
  if (text === undefined) return [];
  const ranges = text.split(',').map((range) => range.trim());
  const wrong = ranges.find((range) => !isAddressOrRange(range));
  if (wrong === undefined) return ranges;
  throw new Error(`OUTBOUND_ALLOW must list addresses, such as 10.0.0.5 or 10.0.0.0/8, not "${wrong}".`);
}

function adminOf(email: string | undefined, password: string | undefined): Config['admin'] {
  if (email === undefined && password === undefined) return undefined;
  if (email === undefined || password === undefined) {
    throw new Error('INTERLOCK_ADMIN_EMAIL and INTERLOCK_ADMIN_PASSWORD are only used together.');
  }
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Error('INTERLOCK_ADMIN_EMAIL must be a mail address.');
  if (password.length < PASSWORD_MIN) {
    throw new Error(`INTERLOCK_ADMIN_PASSWORD must have ${PASSWORD_MIN} characters or more.`);
  }
  return { email, password };
}

function logLevelOf(text: string): string {
  if (LOG_LEVELS.includes(text)) return text;
  throw new Error(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, not "${text}".`);
}

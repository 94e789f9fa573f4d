import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

const root = '/srv/interlock';
const inFolder = (folder: string) => ({ place: 'folder', folder, uploads: `${folder}/incoming` });

describe('what is set', () => {
  test('nothing: the server is for this machine alone, with its data in the clone', () => {
    expect(readConfig({}, root)).toEqual({
      host: '127.0.0.1',
      port: 7450,
      dataDir: '/srv/interlock/data',
      databaseUrl: undefined,
      databaseOwnerUrl: undefined,
      publicUrl: new URL('http://127.0.0.1:7450'),
      publicUrlGiven: false,
      secureCookies: false,
      trustProxy: false,
      admin: undefined,
      smtp: undefined,
      outboundAllow: [],
      logLevel: 'info',
      dataInsideClone: true,
      files: {
        place: 'database',
        folder: '/srv/interlock/data/files',
        uploads: '/srv/interlock/data/uploads',
        mostBytes: 26_214_400,
      },
    });
  });

  test.each([
    ['an empty variable counts as absent', { PORT: '', HOST: ' ' }, { port: 7450, host: '127.0.0.1' }],
    ['any free port', { PORT: '0' }, { port: 0 }],
    ['a data folder elsewhere', { INTERLOCK_DATA: '/var/x' }, { dataDir: '/var/x', dataInsideClone: false }],
    ['a folder beside the clone', { INTERLOCK_DATA: '../x' }, { dataDir: '/srv/x', dataInsideClone: false }],
    ['a folder whose name begins with dots', { INTERLOCK_DATA: '..x' }, { dataInsideClone: true }],
    ['an IPv6 host', { HOST: '::1' }, { publicUrl: new URL('http://[::1]:7450') }],
    ['an https address', { INTERLOCK_URL: 'https://c.example' }, { secureCookies: true, publicUrlGiven: true }],
    ['every interface behind https', { HOST: '0.0.0.0', INTERLOCK_URL: 'https://c.example' }, { host: '0.0.0.0' }],
    [
      'every interface on purpose',
      { HOST: '0.0.0.0', INTERLOCK_INSECURE: '1' },
      { host: '0.0.0.0', publicUrl: new URL('http://127.0.0.1:7450') },
    ],
    ['proxies', { TRUST_PROXY: '10.0.0.0/8, ::1, loopback' }, { trustProxy: ['10.0.0.0/8', '::1', 'loopback'] }],
    [
      'a first administrator',
      { INTERLOCK_ADMIN_EMAIL: 'ada@example.org', INTERLOCK_ADMIN_PASSWORD: ' twelve or more ' },
      { admin: { email: 'ada@example.org', password: ' twelve or more ' } },
    ],
    ['files in a folder', { INTERLOCK_FILES: 'folder' }, { files: inFolder('/srv/interlock/data/files') }],
    ['files in another folder', { INTERLOCK_FILES: '/nfs/files/' }, { files: inFolder('/nfs/files') }],
    ['small files', { INTERLOCK_FILE_MB: '1' }, { files: { mostBytes: 1_048_576 } }],
    [
      'a mail server',
      { SMTP_URL: 'smtp://a:b@mail.example.org:587', MAIL_FROM: 'Interlock <i@example.org>' },
      { smtp: { url: 'smtp://a:b@mail.example.org:587', from: 'Interlock <i@example.org>' } },
    ],
    [
      'private receivers of posts',
      { OUTBOUND_ALLOW: '10.0.0.5, fd00::/8' },
      { outboundAllow: ['10.0.0.5', 'fd00::/8'] },
    ],
    ['a database', { DATABASE_URL: 'postgres://app@db/x' }, { databaseUrl: 'postgres://app@db/x' }],
  ])('%s', (_what, environment, expected) => {
    expect(readConfig(environment, root)).toMatchObject(expected);
  });
});

describe('what is refused names the variable', () => {
  test.each([
    ['PORT', { PORT: '80a' }],
    ['PORT', { PORT: '70000' }],
    ['PORT', { PORT: '-1' }],
    ['HOST', { HOST: '0.0.0.0' }],
    ['HOST', { HOST: '192.0.2.1', INTERLOCK_URL: 'http://c.example' }],
    ['HOST', { HOST: '127.evil.example' }],
    ['HOST', { HOST: 'a b', INTERLOCK_INSECURE: '1' }],
    ['INTERLOCK_INSECURE', { INTERLOCK_INSECURE: 'yes' }],
    ['INTERLOCK_URL', { INTERLOCK_URL: 'changes.example' }],
    ['INTERLOCK_URL', { INTERLOCK_URL: 'https://c.example/path' }],
    ['INTERLOCK_URL', { INTERLOCK_URL: 'ftp://c.example' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'true' }],
    ['TRUST_PROXY', { TRUST_PROXY: '10.0.0.0/33' }],
    ['TRUST_PROXY', { TRUST_PROXY: '10.0.0.1,,' }],
    ['TRUST_PROXY', { TRUST_PROXY: '0.0.0.0/0' }],
    ['TRUST_PROXY', { TRUST_PROXY: '10.0.0.1, ::/0' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://root@db/x' }],
    ['DATABASE_OWNER_URL', { DATABASE_OWNER_URL: 'postgres://owner@db/x' }],
    ['INTERLOCK_ADMIN_PASSWORD', { INTERLOCK_ADMIN_EMAIL: 'ada@example.org' }],
    ['INTERLOCK_ADMIN_PASSWORD', { INTERLOCK_ADMIN_EMAIL: 'ada@example.org', INTERLOCK_ADMIN_PASSWORD: 'short' }],
    ['INTERLOCK_ADMIN_EMAIL', { INTERLOCK_ADMIN_EMAIL: 'ada', INTERLOCK_ADMIN_PASSWORD: 'twelve or more' }],
    ['INTERLOCK_FILES', { INTERLOCK_FILES: 's3' }],
    ['INTERLOCK_FILE_MB', { INTERLOCK_FILE_MB: '0' }],
    ['INTERLOCK_FILE_MB', { INTERLOCK_FILE_MB: '1025' }],
    ['SMTP_URL', { SMTP_URL: 'smtp://mail.example.org' }],
    ['SMTP_URL', { SMTP_URL: 'https://mail.example.org', MAIL_FROM: 'i@example.org' }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: 'nobody' }],
    ['MAIL_FROM', { MAIL_FROM: 'i@example.org' }],
    ['OUTBOUND_ALLOW', { OUTBOUND_ALLOW: 'chat.example.org' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
  ])('%s in %j', (name, environment) => {
    expect(() => readConfig(environment, root)).toThrow(name);
  });

  test.each([
    [{ DATABASE_URL: 'mysql://root:s3cret@db/x' }],
    [{ INTERLOCK_URL: 'https://ada:s3cret@c.example' }],
    [{ INTERLOCK_ADMIN_EMAIL: 'ada@example.org', INTERLOCK_ADMIN_PASSWORD: 's3cret' }],
    [{ SMTP_URL: 'http://a:s3cret@mail.example.org', MAIL_FROM: 'i@example.org' }],
  ])('and keeps the secret in %j to itself', (environment) => {
    expect(() => readConfig(environment, root)).toThrow(/^(?!.*s3cret)/);
  });
});

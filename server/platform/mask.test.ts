import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openLog } from './log.ts';
import { maskedLines, openMask, passwordsIn } from './mask.ts';

const secret = 'p"ß/w\\rd +tëst&canary\n1';
const mask = openMask([secret]);
const parts = (text: string) => [text.slice(0, 9), text.slice(9, 15), text.slice(15)];

const json = (text: string) => JSON.stringify(text).slice(1, -1);
const forms: Record<string, (text: string) => string> = {
  'as it is': (text) => text,
  'within JSON': json,
  'within JSON within JSON': (text) => json(json(text)),
  'within JSON of plain letters': (text) =>
    json(text).replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'with its strokes escaped': (text) => json(text).replaceAll('/', '\\/'),
  'in an address': encodeURIComponent,
  'in a whole address': encodeURI,
  'in an address, in small letters': (text) => encodeURIComponent(text).replace(/%../g, (hex) => hex.toLowerCase()),
  'in an address, by the letter of the standard': (text) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`),
  'in an address in an address': (text) => encodeURIComponent(encodeURIComponent(text)),
  'in a form': (text) => new URLSearchParams({ x: text }).toString().slice(2),
  'in base64': (text) => Buffer.from(text).toString('base64'),
  'in base64 of addresses': (text) => Buffer.from(text).toString('base64url'),
  'in base64 in an address': (text) => encodeURIComponent(Buffer.from(text).toString('base64')),
  'in base64 behind a letter': (text) => Buffer.from(`a${text}`).toString('base64'),
  'in base64 behind two letters and before others': (text) => Buffer.from(`ab${text}cd`).toString('base64'),
  'as a mail server is told it': (text) => Buffer.from(`\0name\0${text}`).toString('base64'),
  'in hexadecimal': (text) => Buffer.from(text).toString('hex'),
  'in hexadecimal of capitals': (text) => Buffer.from(text).toString('hex').toUpperCase(),
};

describe('a secret is masked', () => {
  test.each(Object.entries(forms))('%s', (_how, form) => {
    const said = mask.of(`it said ${form(secret)} and ended`);
    expect(said).toMatch(/^it said \S{0,8}\[secret\]\S{0,3} and ended$/);
    expect(parts(form(secret)).filter((part) => said.includes(part))).toEqual([]);
  });

  test('whatever it is made of, in each of its forms, and the rest of the text stays', () => {
    const secrets = fc
      .string({ unit: 'grapheme', minLength: 6, maxLength: 30 })
      .filter((one) => one.isWellFormed() && !/^(?:[A-Za-z]+|\d+)$/.test(one));
    fc.assert(
      fc.property(secrets, fc.constantFrom(...Object.values(forms).slice(0, 13)), (one, form) => {
        const said = openMask([one]).of(`< ${form(one)} >`);
        expect(said.includes(form(one))).toBe(false);
        expect(said).toMatch(/^<.*\[secret\].*>$/);
      }),
      { numRuns: 500 },
    );
  });

  test('as often as it stands there, and beside another', () => {
    const two = openMask(['first-secret', 'first-secret-and-more']);
    expect(two.of('first-secret first-secret-and-more first-secret')).toBe('[secret] [secret] [secret]');
  });

  test('that is learnt later, too', () => {
    const later = openMask([]);
    later.learn('https://hooks.example.org/services/x');
    expect(later.of('to https://hooks.example.org/services/x')).toBe('to [secret]');
  });

  test.each([
    ['a session', `ilk_ses_${'A'.repeat(43)}`],
    ['a token in base64', Buffer.from(`Bearer ilk_tok_${'A'.repeat(43)}`).toString('base64')],
    ['a link in base64', Buffer.from(`ilk_inv_${'A'.repeat(43)}`).toString('base64')],
    ['a key in base64', Buffer.from(`ab ilk_op_${'A'.repeat(43)}`).toString('base64url')],
    [
      'a link that decides',
      `${Buffer.from('{"deliveryId":"dlv_1","personId":"usr_1"}').toString('base64url')}.${'b'.repeat(43)}`,
    ],
  ])('that nobody named, but that we drew: %s', (_what, text) => {
    expect(openMask([]).of(`said ${text} here`)).toMatch(/^said \S{0,10}\[secret\] here$/);
  });
});

describe('a password that is a common word', () => {
  const word = openMask(['interlock']);

  test.each([
    ['in an address', 'postgres://app:interlock@db/x', 'postgres://app:[secret]@db/x'],
    ['in an address within an address', 'to=a%3Ainterlock%40db', 'to=a%3A[secret]%40db'],
    ['behind its name', 'password=interlock host=db', 'password=[secret] host=db'],
    ['behind its name in JSON', '{"password":"interlock"}', '{"password":"[secret]"}'],
    ['behind its name in JSON within JSON', '{\\"pass\\": \\"interlock\\"}', '{\\"pass\\": \\"[secret]\\"}'],
    ['behind the name of a setting', "PGPASSWORD='interlock'", "PGPASSWORD='[secret]'"],
    ['as a mail server is told it', `AUTH ${Buffer.from('\0a\0interlock').toString('base64')}`, 'AUTH AGE[secret]'],
    ['in hexadecimal', Buffer.from('interlock').toString('hex'), '[secret]'],
  ])('is masked %s', (_where, text, masked) => {
    expect(word.of(text)).toBe(masked);
  });

  test.each([
    '{"msg":"Interlock is ready, interlock runs"}',
    'at file:///opt/interlock/server/main.ts:31:5',
    'postgres://interlock@db/interlock',
    'password authentication failed for user "interlock"',
    'mail to interlock@example.org',
  ])('stays where it is a word: %s', (text) => {
    expect(word.of(text)).toBe(text);
  });

  test('is masked everywhere in what the one says whom it was told', () => {
    expect(openMask(['interlock'], 'anywhere').of('no such user: interlock')).toBe('no such user: [secret]');
  });

  test.each(['interlock-of-ours', 'Interlock7', 'interlockinterlock'])('is none: %s is masked everywhere', (secret) => {
    expect(openMask([secret]).of(`it said ${secret}.`)).toBe('it said [secret].');
  });
});

test('what is no secret stays: short words, ids, sums and paths', () => {
  for (const text of [
    'chg_01j2c3d4e5f6g7h8j9k0m1n2p3',
    'req_8b8d3a5e-8c1b-4a08-9d5a-0d3c6b1f2a3e',
    '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0bba7d8',
    'at file:///opt/interlock/server/features/change-flow/edit-change.ts:31:5',
    'the word ilk_ses_ alone',
  ]) {
    expect(openMask(['a', 'pg', undefined]).of(text)).toBe(text);
  }
});

test('the password in an address is a secret as it is meant and as it is written', () => {
  expect(passwordsIn('smtp://a:s%2Fx@mail.example.org')).toEqual(['s%2Fx', 's/x']);
  expect(passwordsIn('postgres://a:100%@db/x')).toEqual(['100%', '100%']);
  expect([passwordsIn('smtp://mail.example.org'), passwordsIn(undefined), passwordsIn('no')]).toEqual([[], [], []]);
});

describe('the log', () => {
  const logged = () => {
    const lines: string[] = [];
    return { lines, log: openLog('trace', { write: (line) => void lines.push(line) }, mask) };
  };

  test('holds no secret of a message, of an error or of what hangs on a line, and stays JSON', () => {
    const { lines, log } = logged();
    for (const form of Object.values(forms)) {
      const text = `it said:\n${form(secret)}`;
      log.info({ why: text, deep: { in: [text] } }, text);
      log.error({ err: new Error(text) }, 'went wrong');
    }
    expect(lines).toHaveLength(2 * Object.keys(forms).length);
    for (const line of lines) {
      expect(JSON.stringify(JSON.parse(line))).toContain('[secret]');
      expect(Object.values(forms).filter((form) => line.includes(form(secret)))).toEqual([]);
      expect(line).not.toMatch(/canary|Y2FuYXJ5|NhbmFye|jYW5hcn/);
    }
  });

  test('waits for the end of a line, wherever the pieces of a secret are cut', () => {
    for (const form of Object.values(forms).map((one) => one(secret).replaceAll('\n', ''))) {
      for (let at = 1; at < form.length; at += 5) {
        const lines: string[] = [];
        const to = maskedLines(
          { write: (line) => void lines.push(line) },
          openMask([secret.replaceAll('\n', ''), secret]),
        );
        for (const piece of [`a\nit said ${form.slice(0, at)}`, form.slice(at), ' and ended', '\nthe next'])
          to.write(piece);
        expect(lines.join('')).toMatch(/^a\nit said \S{0,8}\[secret\]\S{0,3} and ended\n$/);
      }
    }
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { failed } from './failure.ts';
import { serverOf } from './server.ts';

const running = process.pid;
let data: string;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'interlock-cli-'));
  return () => rmSync(data, { recursive: true, force: true });
});

const wrote = (name: string, text: string) => writeFileSync(join(data, name), text);
const failure = (environment: Record<string, string>) => {
  try {
    serverOf(environment);
  } catch (error) {
    return failed(error);
  }
  throw new Error('it did not fail');
};

test("on the server's machine the running server is found, and its operator's key is used", () => {
  wrote('server.json', JSON.stringify({ address: 'http://127.0.0.1:8123', pid: running }));
  wrote('operator.key', 'ilk_op_x\n');
  expect(serverOf({ INTERLOCK_DATA: data })).toEqual({ address: 'http://127.0.0.1:8123', secret: 'ilk_op_x' });
});

test('the data folder lies in the clone and not where the command is typed', () => {
  wrote('operator.key', 'ilk_op_x\n');
  const folder = data.split('/').at(-1) ?? '';
  expect(serverOf({ INTERLOCK_DATA: folder }, join(data, '..'))).toMatchObject({ secret: 'ilk_op_x' });
});

test('a token goes where INTERLOCK_URL says', () => {
  expect(
    serverOf({ INTERLOCK_DATA: data, INTERLOCK_URL: 'https://changes.example.org/', INTERLOCK_TOKEN: ' ilk_x ' }),
  ).toEqual({
    address: 'https://changes.example.org',
    secret: 'ilk_x',
  });
});

test("the operator's key is never sent to another address", () => {
  wrote('server.json', JSON.stringify({ address: 'http://127.0.0.1:8123', pid: running }));
  wrote('operator.key', 'ilk_op_x\n');
  const { code, lines } = failure({ INTERLOCK_DATA: data, INTERLOCK_URL: 'https://elsewhere.example' });
  expect(code).toBe(3);
  expect(lines.join()).not.toContain('ilk_op_x');
});

test.each([
  ['nothing runs', {}, 3],
  ['the address is none', { INTERLOCK_URL: 'changes.example.org', INTERLOCK_TOKEN: 'x' }, 2],
  ['the token is none', { INTERLOCK_TOKEN: 'a\nb' }, 2],
])('where %s, a sentence says so', (_what, environment, code) => {
  expect(failure({ INTERLOCK_DATA: data, ...environment }).code).toBe(code);
});

test('a server that was killed is not taken for a running one', () => {
  wrote('server.json', JSON.stringify({ address: 'http://127.0.0.1:8123', pid: 2 ** 30 }));
  wrote('operator.key', 'ilk_op_x\n');
  expect(serverOf({ INTERLOCK_DATA: data }).address).toBe('http://127.0.0.1:7450');
});

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { getCatalogs } from '@lingui/cli/api';
import { getConfig } from '@lingui/conf';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { beforeAll, expect, test } from 'vitest';
import { compiled } from '../app/message.ts';

const web = fileURLToPath(new URL('..', import.meta.url));

/** What the screens say. They are all read for it, which takes a while, so only once. */
let said: string[] = [];
beforeAll(async () => {
  const [catalogue] = await getCatalogs(getConfig({ cwd: web }));
  said = Object.values((await catalogue?.collect()) ?? {}).map(({ message }) => message ?? '');
}, 30_000);

test('every text is read as the general parser of such texts reads it', () => {
  expect(said.length).toBeGreaterThan(300);
  expect(said.map(compiled)).toEqual(said.map((text) => compileMessage(text)));
  const nested = '{n, plural, =0 {none} one {# of {who}} other {# for {count, plural, one {# team} other {# teams}}!}} done';
  expect(compiled(nested)).toEqual(compileMessage(nested));
});

test('every text of the screens stands in the catalogue that translators start from', async () => {
  const po = await readFile(`${web}locales/en.po`, 'utf8');
  const kept = new Set([...po.matchAll(/^msgid ((?:"(?:[^"\\]|\\.)*"\n)+)/gm)].map(([, text]) => textOf(text ?? '')));
  expect(said.length).toBeGreaterThan(300);
  expect(said.filter((text) => !kept.has(text))).toEqual([]);
});

const textOf = (quoted: string): string =>
  quoted
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .join('');

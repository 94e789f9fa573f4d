import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { getCatalogs } from '@lingui/cli/api';
import { getConfig } from '@lingui/conf';
import { expect, test } from 'vitest';

const web = fileURLToPath(new URL('..', import.meta.url));

test('every text of the screens stands in the catalogue that translators start from', async () => {
  const [catalogue] = await getCatalogs(getConfig({ cwd: web }));
  const said = Object.values((await catalogue?.collect()) ?? {}).map(({ message }) => message ?? '');
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

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { dropFrom, moveIn, partIn, readFrom } from './file-folder.ts';

const root = await mkdtemp(join(tmpdir(), 'interlock-folder-'));
afterAll(() => rm(root, { recursive: true, force: true }));
const [folder, theirs] = [join(root, 'files'), join(root, 'theirs')];

test.each([
  '../../theirs',
  '../theirs',
  'a/../../../theirs',
  '/etc/passwd',
  '',
  'fil_1',
  `fil_${'0'.repeat(26)}/../../../theirs`,
  `fil_${'0'.repeat(26)}\n`,
  `fil_${'0'.repeat(26)}\0`,
  `FIL_${'0'.repeat(26)}`,
])('nothing is written, read or dropped under %j, which is no name of ours', async (id) => {
  await writeFile(theirs, 'as it was');
  const arrived = join(root, 'arrived');
  await writeFile(arrived, 'what was forged');
  const refused = 'is not what a file is called here';
  await expect(moveIn(folder, id, arrived)).rejects.toThrow(refused);
  await expect(readFrom(folder, id)).rejects.toThrow(refused);
  await expect((async () => dropFrom(folder, id))()).rejects.toThrow(refused);
  expect(() => partIn(folder, id)).toThrow(refused);
  expect((await readdir(root)).sort()).toEqual(['arrived', 'theirs']);
});

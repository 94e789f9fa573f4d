import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;
const sources = globSync('{app,features,lib,ui}/**/*.{ts,tsx}', { cwd: root }).filter(
  (file) => !file.includes('.test.'),
);

/** Two letters one after the other, as places name them ('G I') and as pages listen for them ('g n'). */
const sequences = sources.flatMap((file) =>
  [...readFileSync(`${root}/${file}`, 'utf8').matchAll(/keys: '([A-Z] [A-Z])'|'([a-z] [a-z])': \(/g)].map(
    ([, named, heard]) => (named ?? heard ?? '').toUpperCase(),
  ),
);

test('no two places are gone to by the same letters', () => {
  expect(sequences.length).toBeGreaterThan(14);
  expect(sequences.filter((one, at) => sequences.indexOf(one) !== at)).toEqual([]);
});

import { expect, test } from 'vitest';
import { levelOfNew } from './levels.ts';

const task = (kind: 'implementation' | 'verification' | 'build', level: number, state: 'open' | 'done' = 'open') => ({
  ...{ kind, level, state },
});

test.each<[string, Parameters<typeof levelOfNew>, number]>([
  ['the first task begins the first level', ['implementation', []], 1],
  ['more work joins the level that is not over', ['implementation', [task('implementation', 2)]], 2],
  ['and comes after one that is', ['implementation', [task('implementation', 2, 'done')]], 3],
  ['a verification comes after what it checks', ['verification', [task('implementation', 1)]], 2],
  ['a second verification joins the first', ['verification', [task('implementation', 1), task('verification', 2)]], 2],
  ['work of another stage does not count', ['implementation', [task('build', 4)]], 1],
])('%s', (_what, given, level) => {
  expect(levelOfNew(...given)).toBe(level);
});

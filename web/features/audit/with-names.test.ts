import { expect, test } from 'vitest';
import { withNames } from './with-names.ts';

test('ids are said as names wherever they stand, and what has no name stays', () => {
  const parts = {
    modelId: 'mdl_normal',
    asked: ['usr_1', 'usr_2'],
    fields: [{ field: 'assigneeId', before: null, after: 'usr_1' }],
    round: 'rnd_1',
    needed: 2,
  };
  const names = { mdl_normal: 'Normal', usr_1: 'Mia Manager' };
  expect(withNames(parts, names)).toEqual({
    modelId: 'Normal',
    asked: ['Mia Manager', 'usr_2'],
    fields: [{ field: 'assigneeId', before: null, after: 'Mia Manager' }],
    round: 'rnd_1',
    needed: 2,
  });
});

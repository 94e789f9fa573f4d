import { expect, test } from 'vitest';
import { askedOf } from './asked-of.ts';

test.each([
  ['that leaves all open', { preset: {}, required: [] }, ['title', 'assigneeId', 'window']],
  [
    'that asks for more',
    { preset: {}, required: ['assigneeId' as const, 'systemsAffected' as const] },
    ['title', 'systemsAffected', 'assigneeId', 'window'],
  ],
  ['that names who', { preset: { title: 'Renew', assigneeId: 'per_1' }, required: [] }, ['window']],
  ['whose title is blank', { preset: { title: ' ' }, required: [] }, ['title', 'assigneeId', 'window']],
])('whoever raises a change of a template %s is asked so much', (_which, content, asked) => {
  expect(askedOf(content)).toEqual(asked);
});

import { expect, test } from 'vitest';
import { addChatRoute } from './deliveries.ts';

test.each([
  ['as it was given out', 'https://hooks.example.org/services/T1/B2', true],
  ['with a name', 'https://name@hooks.example.org/', false],
  ['with a name and a password', 'https://name:pw@hooks.example.org/', false],
  ['with a password alone', 'https://:pw@hooks.example.org/', false],
  ['of no web', 'ftp://hooks.example.org/', false],
  ['that is none', 'hooks', false],
])('the address of a room %s is taken or not', (_what, url, isTaken) => {
  expect(addChatRoute.input.safeParse({ name: 'Operations', format: 'slack', url }).success).toBe(isTaken);
});

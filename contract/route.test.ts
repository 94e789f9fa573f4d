import { expect, test } from 'vitest';
import { requestOf } from './route.ts';

test('names in the path are filled in and do not travel again', () => {
  const sent = requestOf(
    { method: 'POST', path: '/api/v1/changes/:changeId/move' },
    { changeId: 'chg_1', to: 'assess' },
  );
  expect(sent).toEqual({ path: '/api/v1/changes/chg_1/move', body: { to: 'assess' } });
});

test('a list of states becomes one query parameter for each', () => {
  const sent = requestOf(
    { method: 'GET', path: '/api/v1/changes' },
    { state: ['draft', 'review'], q: 'a b', team: undefined },
  );
  expect(sent).toEqual({ path: '/api/v1/changes?state=draft&state=review&q=a+b', body: undefined });
});

test('an id can not break out of its place in the path', () => {
  expect(requestOf({ method: 'GET', path: '/api/v1/people/:personId' }, { personId: '../me' }).path).toBe(
    '/api/v1/people/..%2Fme',
  );
});

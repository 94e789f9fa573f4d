import { expect, test } from 'vitest';
import { clockJobs, servedRoutes, workedJobs } from '../../app.ts';
import { aroundCommit, aroundRun, effectPoints, pointsOf } from './crash-points.ts';

const queues = workedJobs(servedRoutes({ secure: false, dataInsideClone: false })).map(({ queue }) => queue);
const clock = clockJobs.map(({ name }) => name);
const points: readonly string[] = pointsOf({ queues, clock });

test('every kind of job has a point on either side of what it writes, under a name of its own', () => {
  expect(queues.length).toBeGreaterThan(10);
  expect(clock.length).toBeGreaterThan(15);
  for (const queue of queues) expect(points).toEqual(expect.arrayContaining([...aroundCommit(queue)]));
  for (const name of clock) expect(points).toEqual(expect.arrayContaining([...aroundRun(name)]));
  expect(new Set(points).size).toBe(points.length);
});

test('every effect outside the database has two points or more', () => {
  const effects = Map.groupBy(effectPoints, (point) => point.split(':')[0]);
  for (const [effect, its] of effects) expect(its.length, effect).toBeGreaterThanOrEqual(2);
});

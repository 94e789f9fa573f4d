import { expect, test } from 'vitest';
import { Zone } from './shared.ts';

test.each(['UTC', 'Europe/Amsterdam', 'America/Argentina/Buenos_Aires', 'asia/kolkata'])(
  '%s is a zone, the first time that it is asked for and after that',
  (name) => {
    for (const time of [1, 2]) expect(Zone.safeParse(name).success, `time ${time}`).toBe(true);
  },
);

test.each(['', 'CET', 'Europe', 'Mars/Phobos', '../UTC', '__proto__', '+02:00'])(
  '“%s” is none, however often it is asked for',
  (name) => {
    for (const time of [1, 2]) expect(Zone.safeParse(name).success, `time ${time}`).toBe(false);
  },
);

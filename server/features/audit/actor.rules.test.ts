import { expect, test } from 'vitest';
import { actorName } from './actor.rules.ts';

test.each([
  ['a person by their name', 'usr_1', 'Ines', 'Ines'],
  ['the program by its own', 'system', null, 'Interlock'],
  ['whoever is no person by what the log calls them', 'operator', null, 'operator'],
])('an act is told of %s', (_who, id, person, name) => {
  expect(actorName(id, person)).toBe(name);
});

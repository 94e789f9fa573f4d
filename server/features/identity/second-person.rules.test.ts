import { describe, expect, test } from 'vitest';
import type { Hand } from '../../platform/one-hand.ts';
import { mayPublish } from './identity.rules.ts';

const hand = (personId: string, byId: string, kind: Hand['kind'] = 'account'): Hand => ({ personId, byId, kind });
const names = new Map([
  ['ada', 'Ada'],
  ['ben', 'Ben'],
  ['sock', 'Sock'],
]);

/** What `ada` or an account of hers proposed, seen by one of three. */
const publishing = (actor: string, hands: Hand[], { by = 'ada', ids = ['ada', 'ben', 'sock'] } = {}) =>
  mayPublish({ writers: [by], proposedBy: by }, actor, { ids, lately: [], linked: [], hands, names }, {});

describe('an account that came from whoever proposed it', () => {
  test.each<[string, Hand[]]>([
    ['made by them', [hand('sock', 'ada')]],
    ['into which they made a link', [hand('sock', 'ada', 'link')]],
    ['made by an account that they made', [hand('sock', 'other'), hand('other', 'ada')]],
    ['made by them, who made a link into the other one too', [hand('sock', 'ada'), hand('ben', 'ada', 'link')]],
  ])('is no second person where there is another: %s', (_how, hands) => {
    expect(publishing('sock', hands)).toMatchObject({
      code: 'second_person',
      because: expect.stringContaining('came one from the other'),
      next: 'Ask Ben to look at it.',
    });
    expect(publishing('ben', hands).ok).toBe(true);
  });

  test('has it published by no account from which it came', () => {
    expect(publishing('ada', [hand('sock', 'ada')], { by: 'sock' })).toMatchObject({ code: 'second_person' });
    expect(publishing('ben', [hand('sock', 'ada')], { by: 'sock' }).ok).toBe(true);
  });

  test('is one where there is nobody else, and nobody else could until lately', () => {
    const hands = [hand('sock', 'ada')];
    const two = { ids: ['ada', 'sock'], hands, names };
    const proposed = { writers: ['ada'], proposedBy: 'ada' };
    expect(mayPublish(proposed, 'sock', { ...two, lately: [], linked: [] }, {})).toMatchObject({
      value: { alone: false },
    });
    const lately = [{ id: 'ben', name: 'Ben', until: new Date('2026-03-09T09:00:00Z') }];
    expect(mayPublish(proposed, 'sock', { ...two, lately, linked: [] }, {})).toMatchObject({
      code: 'second_person',
      because: expect.stringContaining('Ben could look at it'),
    });
  });
});

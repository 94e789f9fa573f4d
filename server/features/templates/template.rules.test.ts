import type { TemplateAct, TemplateContent, TemplateState } from '@interlock/contract/templates.ts';
import { describe, expect, test } from 'vitest';
import {
  asksOf,
  faultsOf,
  fieldsOf,
  freeOf,
  isAt,
  isInForce,
  keyOf,
  mayPublish,
  versionFor,
} from './template.rules.ts';

const content = (over: Partial<TemplateContent> = {}): TemplateContent => ({
  name: 'Rotate a certificate',
  description: '',
  category: '',
  preset: { summary: 'Replaced before it expires.', implementationPlan: 'Replace it', backoutPlan: 'Put it back' },
  required: ['systemsAffected'],
  locked: ['implementationPlan', 'backoutPlan'],
  tasks: [],
  minutes: 30,
  ...over,
});
const demanded = ['summary', 'implementationPlan', 'backoutPlan', 'assigneeId', 'window'];
const whole = content().preset;

describe('a draft', () => {
  test('that says what pre-approval is about, and locks it, can be proposed', () => {
    expect(faultsOf(content(), demanded)).toEqual([]);
  });

  test.each<[string, Partial<TemplateContent>, string]>([
    ['without a plan', { preset: { ...whole, implementationPlan: ' ' } }, 'preset.implementationPlan'],
    ['without a way back', { preset: { ...whole, backoutPlan: '\u200b' } }, 'preset.backoutPlan'],
    ['whose plan can be altered', { locked: ['backoutPlan'] }, 'locked.implementationPlan'],
    ['that locks nothing', { locked: ['implementationPlan', 'backoutPlan', 'reason'] }, 'locked.reason'],
    [
      'that locks who carries it out',
      { preset: { ...whole, assigneeId: 'usr_a' }, locked: ['implementationPlan', 'backoutPlan', 'assigneeId'] },
      'locked.assigneeId',
    ],
    ['that asks for what it presets', { required: ['summary'] }, 'required.summary'],
    ['that neither presets nor asks what the model demands', { preset: { ...whole, summary: '' } }, 'preset.summary'],
  ])('%s cannot', (_what, over, path) => {
    expect(faultsOf(content(over), demanded).map((fault) => fault.path)).toContain(path);
  });

  test('need not preset what the form asks for', () => {
    const asking = content({ preset: { ...whole, summary: '' }, required: ['summary'] });
    expect(faultsOf(asking, demanded)).toEqual([]);
  });
});

describe('the form of a template', () => {
  test('asks for a title, what the template leaves open, and who and when last', () => {
    expect(asksOf(content({ required: ['window', 'systemsAffected'] }), demanded)).toEqual([
      'title',
      'systemsAffected',
      'window',
      'assigneeId',
    ]);
  });

  test('asks for nothing that is preset', () => {
    const full = content({ preset: { ...whole, title: 'Rotate', assigneeId: 'usr_a' }, required: [] });
    expect(asksOf(full, demanded)).toEqual(['window']);
    expect(freeOf(full)).toEqual(['summary', 'title', 'assigneeId']);
  });
});

describe('what a change begins with', () => {
  test('is preset, under what whoever raises it says', () => {
    const given = { title: 'Rotate web-1', systemsAffected: 'web-1', summary: 'Of web-1.' };
    expect(fieldsOf(content(), given)).toMatchObject({ ok: true, value: { ...whole, ...given } });
  });

  test.each<[string, object, string, string[]]>([
    ['no title', { systemsAffected: 'web-1' }, 'invalid', ['title']],
    ['a blank where the template asks', { title: 'X', systemsAffected: ' ' }, 'invalid', ['systemsAffected']],
    [
      'another plan',
      { title: 'X', systemsAffected: 'web-1', implementationPlan: 'By hand' },
      'field_locked',
      ['implementationPlan'],
    ],
  ])('is refused with %s', (_what, given, code, paths) => {
    const verdict = fieldsOf(content(), given);
    expect(verdict).toMatchObject({ ok: false, code });
    expect(!verdict.ok && verdict.errors?.map(({ path }) => path)).toEqual(paths);
  });

  test('may say again what is locked, word for word', () => {
    const given = { title: 'X', systemsAffected: 'web-1', implementationPlan: 'Replace it' };
    expect(fieldsOf(content(), given).ok).toBe(true);
  });
});

const now = new Date('2026-03-02T09:00:00Z');
const hour = (count: number) => new Date(now.getTime() + count * 3_600_000);

test.each<[TemplateState, Date | null, boolean]>([
  ['draft', null, false],
  ['proposed', null, false],
  ['published', null, true],
  ['retiring', hour(1), true],
  ['retiring', hour(0), false],
  ['retired', hour(1), false],
])('a version that is %s (until %j) is raised from: %s', (state, retiresAt, may) => {
  expect(isInForce({ state, retiresAt }, now)).toBe(may);
});

test('nobody publishes what they wrote on', () => {
  expect(mayPublish({ writers: ['usr_a', 'usr_b'] }, 'usr_b', {}, [])).toMatchObject({
    ok: false,
    code: 'own_template',
  });
  expect(mayPublish({ writers: ['usr_a', 'usr_b'] }, 'usr_c', {}, []).ok).toBe(true);
  const linked = { usr_b: 'one', usr_c: 'one' };
  expect(mayPublish({ writers: ['usr_a', 'usr_b'] }, 'usr_c', linked, [])).toMatchObject({ code: 'own_template' });
});

test('nobody publishes with an account that came from whoever wrote it, where somebody else can, who is named', () => {
  const second = [{ id: 'usr_c', name: 'Carl' }];
  expect(mayPublish({ writers: ['usr_a'] }, 'usr_sock', {}, second)).toMatchObject({
    code: 'own_template',
    next: 'Ask Carl to publish it.',
  });
  expect(mayPublish({ writers: ['usr_a'] }, 'usr_c', {}, second).ok).toBe(true);
});

test.each<[string, TemplateState | null, TemplateState | null, TemplateAct[]]>([
  ['a first draft', null, 'draft', ['edit', 'propose', 'discard']],
  ['a first proposal', null, 'proposed', ['withdraw', 'publish', 'return']],
  ['a published one', 'published', null, ['retire', 'renew']],
  ['a published one with a draft', 'published', 'draft', ['edit', 'propose', 'discard', 'retire']],
  ['a retired one', 'retired', null, ['renew']],
  ['a retired one with a proposal', 'retired', 'proposed', ['withdraw', 'publish', 'return']],
])('with %s can be done what fits: %s, %s', (_what, last, working, acts) => {
  const both = { last: last && { state: last }, working: working && { state: working } };
  const all: TemplateAct[] = ['edit', 'propose', 'withdraw', 'publish', 'return', 'discard', 'renew', 'retire'];
  expect(all.filter((act) => isAt(both, act)).toSorted()).toEqual(acts.toSorted());
  for (const act of all) expect(versionFor(both, act).ok).toBe(acts.includes(act));
});

test.each([
  ['Rotate a certificate', 'rotate-a-certificate'],
  ['Räume den Cache  (täglich)', 'raume-den-cache-taglich'],
  ['3 disks', 'template-3-disks'],
  ['密码', 'template'],
])('%s is called %s on the command line', (name, key) => {
  expect(keyOf(name)).toBe(key);
});

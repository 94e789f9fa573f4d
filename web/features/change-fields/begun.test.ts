import { expect, test } from 'vitest';
import { begunOf, editingOf, partOf } from './begun.ts';
import { nothingEntered } from './entered.ts';

const begun = {
  modelId: 'mdl_normal',
  entered: { ...nothingEntered, title: 'Rotate the keys', assigneeId: { id: 'usr_1', name: 'Sam' } },
  restricted: true,
  readers: [{ id: 'usr_2', name: 'Nora' }],
};

test('what was typed comes back as it was', () => {
  expect(begunOf(JSON.parse(JSON.stringify(begun)))).toEqual(begun);
  const editing = { version: 3, fields: ['title'], entered: begun.entered };
  expect(editingOf(JSON.parse(JSON.stringify(editing)))).toEqual(editing);
});

test.each([
  ['nothing', null],
  ['a text', 'x'],
  ['the words of another release', { ...begun, entered: { title: 'Rotate the keys' } }],
  ['a list where a text belongs', { ...begun, entered: { ...begun.entered, title: [] } }],
  ['readers who are nobody', { ...begun, readers: [{ id: 'usr_2' }] }],
  ['no model', { ...begun, modelId: undefined }],
])('%s is no form that was begun', (_what, kept) => {
  expect(begunOf(kept)).toBeUndefined();
});

test('what was typed into a part of a change comes back with what stood there, and nothing else does', () => {
  const part = { version: 3, was: { summary: 'Before' }, entered: { summary: 'After' } };
  expect(partOf(JSON.parse(JSON.stringify(part)))).toEqual(part);
  const odd = [
    null,
    { ...part, version: 'x' },
    { ...part, was: { summary: [] } },
    { ...part, entered: { other: 'x' } },
  ];
  expect(odd.map(partOf)).toEqual(odd.map(() => undefined));
});

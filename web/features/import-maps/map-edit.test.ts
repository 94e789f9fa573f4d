import { ChangeMap, dateFields } from '@interlock/contract/imports.ts';
import { expect, test } from 'vitest';
import {
  columnsOf,
  isSameMap,
  keyOfMeaning,
  meaningOf,
  meaningOfKey,
  textFields,
  type ValueField,
  valueFieldNames,
  valueFields,
  withColumn,
  withMeaning,
  withOtherwise,
  withoutSpellings,
  withValues,
} from './map-edit.ts';

const map = {
  fields: {
    number: { column: 'id' },
    title: { column: 'what' },
    state: { column: 'status', values: { done: { state: 'closed', outcome: 'successful' } } },
    description: [{ column: 'a' }, { column: 'b', heading: 'B' }],
  },
} as unknown as ChangeMap;

test('every meaning that is offered comes back as it went', () => {
  const all = valueFieldNames.flatMap((field: ValueField) => valueFields[field].map((key) => [field, key] as const));
  expect(all.map(([field, key]) => keyOfMeaning(meaningOfKey(field, key)))).toEqual(all.map(([, key]) => key));
});

test('whatever a map can say of a change can be said on the screen', () => {
  const known = Object.keys(ChangeMap.shape.fields.shape).filter((field) => field !== 'links');
  expect([...textFields, ...dateFields, ...valueFieldNames].sort()).toEqual(known.sort());
});

test('a field says its columns, one or several or none', () => {
  expect(columnsOf(map, 'title')).toEqual(['what']);
  expect(columnsOf(map, 'description')).toEqual(['a', 'b']);
  expect(columnsOf(map, 'summary')).toEqual([]);
  expect(columnsOf(withColumn(map, 'title', ''), 'title')).toEqual([]);
});

test('a map is the same in whatever order it is kept, and another one where anything differs', () => {
  expect(isSameMap({ a: { x: 1, y: [1, 2] }, b: null }, { b: null, a: { y: [1, 2], x: 1 } })).toBe(true);
  expect(isSameMap({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  expect(isSameMap(map, withColumn(map, 'title', 'id'))).toBe(false);
});

test('what a cell means is listed, taken off and put back', () => {
  const listed = withMeaning(map, 'state', 'off', 'cancelled rejected');
  expect(listed.fields.state.values).toMatchObject({ off: { state: 'cancelled', reason: 'rejected' } });
  expect(withMeaning(listed, 'state', 'off', '').fields.state.values).toEqual(map.fields.state.values);
  expect(withOtherwise(map, 'state', 'draft').fields.state.otherwise).toEqual({ state: 'draft' });
});

test('spellings of one value are one: a cell has one meaning, whatever the map called it', () => {
  expect(
    withoutSpellings([
      { value: 'Denied', count: 1 },
      { value: 'denied ', count: 22 },
      { value: 'Open', count: 3 },
    ]),
  ).toEqual([
    { value: 'Denied', count: 23 },
    { value: 'Open', count: 3 },
  ]);
  const altered = withMeaning(map, 'state', 'D one', 'draft').fields.state;
  expect(altered.values).toEqual({ 'D one': { state: 'draft' } });
  expect(meaningOf(altered, 'DONE')).toEqual({ state: 'draft' });
});

test('another column forgets what the cells of the first one meant; a state is never left out', () => {
  expect(withValues(map, 'state', 'phase').fields.state).toMatchObject({ column: 'phase', values: {} });
  expect(withValues(map, 'state', '').fields.state).toEqual({ value: { state: 'draft' }, values: {} });
});

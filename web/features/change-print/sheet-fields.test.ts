import { materialFields } from '@interlock/contract/material.ts';
import { expect, test } from 'vitest';
import { ownPlaces, writtenParts } from './sheet-fields.ts';

test('all that approvers decide on stands on the sheet', () => {
  const onSheet: readonly string[] = [...Object.values(writtenParts).flat(), ...ownPlaces];
  expect(materialFields.filter((field) => !onSheet.includes(field))).toEqual([]);
});

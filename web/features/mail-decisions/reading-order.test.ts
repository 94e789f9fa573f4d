import { materialFields } from '@interlock/contract/material.ts';
import { expect, test } from 'vitest';
import { inReadingOrder } from './reading-order.ts';

const fieldsOf = (fields: readonly (typeof materialFields)[number][]) =>
  inReadingOrder(fields.map((field) => ({ field }))).map(({ field }) => field);

test('who decides reads summary, impact, risk and the way back first, and then the rest as it was asked', () => {
  const given = ['description', 'summary', 'implementationPlan', 'impact', 'backoutPlan', 'riskLevel', 'cost'] as const;
  expect(fieldsOf(given)).toEqual([
    ...['summary', 'impact', 'riskLevel', 'backoutPlan'],
    ...['description', 'implementationPlan', 'cost'],
  ]);
});

test('nothing that a yes covers is left out', () => {
  expect(fieldsOf(materialFields).toSorted()).toEqual(materialFields.toSorted());
});

import { expect, test } from 'vitest';
import { stepsOf, textOfSteps } from './step-lines.ts';

test('a step a line, with its minutes in brackets, reads back as it was written', () => {
  const lines = 'Drain the host (5)\nReplace it (see the runbook)\nTake it in';
  expect(stepsOf(lines).map(({ text, minutes }) => [text, minutes])).toEqual([
    ['Drain the host', 5],
    ['Replace it (see the runbook)', 0],
    ['Take it in', 0],
  ]);
  expect(textOfSteps(stepsOf(lines))).toBe(lines);
});

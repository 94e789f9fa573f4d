import { expect, test, vi } from 'vitest';

vi.stubGlobal('localStorage', {
  getItem: () => '{"columns":["team","state","evil"],"compact":true}',
  setItem: () => {},
});
const { columnsAmong, movedLeft, toggledColumn } = await import('./list-settings.ts');

test('a column that is chosen comes last, and leaves again', () => {
  expect(toggledColumn(['state'], 'team')).toEqual(['state', 'team']);
  expect(toggledColumn(['state', 'team'], 'state')).toEqual(['team']);
});

test('a column moves one place to the left, and the first one stays', () => {
  expect(movedLeft(['state', 'team', 'risk'], 'risk')).toEqual(['state', 'risk', 'team']);
  expect(movedLeft(['state', 'team'], 'state')).toEqual(['state', 'team']);
});

test('what was kept is read in its order, without what is no column', () => {
  expect(columnsAmong(['team', 'evil', 'state'])).toEqual(['team', 'state']);
});

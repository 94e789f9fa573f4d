import { expect, test } from 'vitest';
import { openLog } from './log.ts';

function logged(error: unknown): unknown {
  const lines: string[] = [];
  openLog('error', { write: (line) => void lines.push(line) }).error({ err: error }, 'jobs');
  return JSON.parse(lines.join('')).err;
}

test('an error is logged by its own words, without what a driver hangs on it', () => {
  const error = Object.assign(new TypeError('connect refused'), { code: 'ECONNREFUSED', client: { password: 'x' } });
  expect(logged(error)).toEqual({
    type: 'TypeError',
    message: 'connect refused',
    code: 'ECONNREFUSED',
    stack: expect.stringContaining('log.test.ts'),
  });
});

test('a copy of an error, as the jobs hand it on, is logged like the error', () => {
  const error = Object.assign(new Error('terminating connection'), { code: '57P01', client: { password: 'x' } });
  const copy = { ...error, message: error.message, stack: error.stack, queue: 'mail.send', worker: 'w1' };
  expect(logged(copy)).toEqual({
    message: 'terminating connection',
    code: '57P01',
    queue: 'mail.send',
    stack: expect.stringContaining('log.test.ts'),
  });
});

test('what is no error at all is logged as it is', () => {
  expect(logged('gone')).toEqual({ message: 'gone' });
});

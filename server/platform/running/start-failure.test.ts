import { expect, test } from 'vitest';
import { sentenceOf } from './start-failure.ts';

const withCode = (message: string, fields: object) => Object.assign(new Error(message), fields);

test.each([
  ['our own sentence', new Error('PORT must be a number.'), 'PORT must be a number.'],
  [
    'a port in use',
    withCode('listen EADDRINUSE', { code: 'EADDRINUSE', port: 7450, address: '127.0.0.1' }),
    'Port 7450 on 127.0.0.1 is taken, by another Interlock or another program: set PORT to another number.',
  ],
  [
    'a port that needs rights',
    withCode('listen EACCES', { code: 'EACCES', syscall: 'listen', port: 80, address: '::' }),
    'Port 80 on :: may not be used: set PORT to a number above 1023.',
  ],
  ['the first of several causes', new AggregateError([new Error('one'), new Error('two')]), 'one'],
  [
    'a database that is not there',
    withCode('connect refused', { code: 'ECONNREFUSED' }),
    'The database cannot be reached (connect refused): check DATABASE_URL and DATABASE_OWNER_URL.',
  ],
  [
    'a role that may not make tables',
    withCode('permission denied for schema public', { code: '42501' }),
    "permission denied for schema public. DATABASE_OWNER_URL must name the role that owns the database's tables; without it, DATABASE_URL does.",
  ],
  [
    'a folder that is not there',
    withCode("ENOENT: no such file or directory, scandir '/none'", {
      code: 'ENOENT',
      syscall: 'scandir',
      path: '/none',
    }),
    'There is no /none: name what is there.',
  ],
  [
    'a folder in place of a file',
    withCode('EISDIR: illegal operation on a directory, read', { code: 'EISDIR', syscall: 'read' }),
    'What was named is a folder: name a file.',
  ],
  [
    'a disk that fails',
    withCode('EIO: i/o error', { code: 'EIO', syscall: 'open', path: '/a' }),
    '/a could not be read or written (EIO): look at its disk.',
  ],
  [
    'a full disk',
    withCode('ENOSPC: no space left on device, open', { code: 'ENOSPC', path: '/srv/interlock/operator.key' }),
    'The disk is full: /srv/interlock/operator.key could not be written. Make room, then start again.',
  ],
  ['an error that has only a code', withCode('', { code: 'EPIPE' }), 'EPIPE'],
  ['the first line of a long message', new Error('It broke.\n  detail'), 'It broke.'],
  ['something that is no error', 'broken', 'broken'],
])('a failed start says %s', (_what, error, sentence) => {
  expect(sentenceOf(error)).toBe(sentence);
});

test('a failure without any words still says something', () => {
  expect(sentenceOf('')).toContain('LOG_LEVEL=debug');
});

import type { AttachedFile } from '@interlock/contract/files.ts';
import { no, type Verdict, yes } from '../../platform/refusal.ts';

/** A file as it is kept; its bytes lie elsewhere. */
export type File = Pick<AttachedFile, 'id' | 'name' | 'type' | 'bytes' | 'sha256'> & {
  subject: string;
  addedBy: string;
  addedAt: Date;
  place: 'database' | 'folder';
};

const LONGEST = 200;

/** What is no part of a name anywhere: ways to other folders, control characters, and marks that turn the reading around. */
const noName = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"*:<>?|\\/]/gu;

/** The last part of what was sent, as every system can write it; an ending that is too far away is kept. */
export function cleanName(given: string): string {
  const last = given.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const clean = last
    .replace(noName, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '');
  if (clean === '') return 'file';
  const letters = [...clean];
  if (letters.length <= LONGEST) return clean;
  const ending = endingOf(clean);
  const tail = ending === '' ? '' : `.${ending}`;
  return `${letters.slice(0, LONGEST - [...tail].length).join('')}${tail}`;
}

/** What stands after the last dot, in small letters; empty where a name has none. */
export const endingOf = (name: string): string => /\.([\p{L}\p{N}-]{1,20})$/u.exec(name)?.[1]?.toLowerCase() ?? '';

/** The files of a subject as approvers decide on them: each by its name and its hash. */
export const filesText = (files: readonly Pick<File, 'name' | 'sha256' | 'bytes'>[]): string =>
  files
    .map(({ name, sha256, bytes }) => `${name} (${bytes} bytes, sha256 ${sha256})`)
    .sort()
    .join('\n');

export const hasRoom = (files: readonly unknown[], most: number): Verdict<true> =>
  files.length < most
    ? yes(true)
    : no('too_many_files', `It has ${most} files already.`, {
        next: 'Take one off, put several into one archive, or link to where they are.',
      });

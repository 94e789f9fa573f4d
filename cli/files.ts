import { readFileSync } from 'node:fs';
import { codes } from './codes.ts';
import { fail } from './failure.ts';

/** The bytes of a file; `-` is what is piped in. */
export function contentOf(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return fail(codes.wrongUse, code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read (${code}).`);
  }
}

/** A text file in UTF-8, without the byte order mark that some editors leave. */
export function textOf(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(contentOf(file));
  } catch (error) {
    if (error instanceof TypeError) return fail(codes.wrongUse, `${file} is not text in utf-8.`);
    throw error;
  }
}

export function jsonOf(file: string): unknown {
  try {
    return JSON.parse(textOf(file));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return fail(codes.wrongUse, `${file} is not JSON: ${error.message}`);
  }
}

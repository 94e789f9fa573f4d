import { refuse } from '../refusal.ts';

const marks: readonly (readonly [encoding: Encoding, mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** The encoding that a byte order mark tells, which wins over whatever was said. */
const markedEncoding = (bytes: Uint8Array): Encoding | undefined =>
  marks.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0];

/** What the beginning of a file is most likely written in: where half of it is zeros, in two bytes a letter. */
export function likelyEncoding(head: Uint8Array): Encoding {
  const marked = markedEncoding(head);
  if (marked) return marked;
  const some = head.subarray(0, 4096);
  const zeros = (of: 0 | 1) => some.filter((byte, at) => byte === 0 && at % 2 === of).length;
  if (zeros(1) > some.length / 5) return 'utf-16le';
  if (zeros(0) > some.length / 5) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** The text of a file as its bytes arrive, without its byte order mark. What is no text is refused, naming `path`. */
export async function* decoded(
  bytes: AsyncIterable<Uint8Array>,
  encoding: string,
  path: string,
): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  const read = (piece?: Uint8Array): string => {
    try {
      return (decoder ?? new TextDecoder()).decode(piece, { stream: piece !== undefined });
    } catch {
      return refuse('invalid', `The file is not text in ${decoder?.encoding}.`, {
        errors: [{ path, message: 'the file is written otherwise' }],
        next: 'Choose another encoding.',
      });
    }
  };
  for await (const piece of bytes) {
    decoder ??= new TextDecoder(markedEncoding(piece) ?? encoding, { fatal: true });
    yield withoutZero(read(piece), path);
  }
  const last = read();
  if (last !== '') yield last;
}

function withoutZero(text: string, path: string): string {
  if (!text.includes('\0')) return text;
  return refuse('invalid', 'The file holds zero bytes: it is no text in this encoding.', {
    errors: [{ path, message: 'the file is written otherwise' }],
    next: 'Choose another encoding, such as UTF-16.',
  });
}

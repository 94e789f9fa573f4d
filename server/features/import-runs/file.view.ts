// Reads: import_piece.
import type { Reads } from '../../platform/database/db.ts';
import { decoded, likelyEncoding } from '../../platform/text/decode.ts';

/** The staged file, piece by piece, so that its size costs no memory. */
export async function* piecesOf(reads: Reads, runId: string, onRead?: (bytes: number) => void): AsyncGenerator<Buffer> {
  for (let starts = 0; ; ) {
    const piece = await reads
      .selectFrom('import_piece')
      .select('bytes')
      .where('run_id', '=', runId)
      .where('starts', '=', starts.toString())
      .executeTakeFirst();
    if (!piece) return;
    starts += piece.bytes.length;
    yield piece.bytes;
    onRead?.(starts);
  }
}

/** Its text. */
export const textOf = (
  reads: Reads,
  runId: string,
  encoding: string,
  onRead?: (bytes: number) => void,
): AsyncGenerator<string> => decoded(piecesOf(reads, runId, onRead), encoding, 'map.encoding');

/** A letter outside of ASCII may stand far behind. */
const SNIFFED = 8 * 1024 * 1024;

/** What it is most likely written in, by its beginning. */
export async function encodingOf(reads: Reads, runId: string): Promise<ReturnType<typeof likelyEncoding>> {
  const head: Buffer[] = [];
  let length = 0;
  for await (const piece of piecesOf(reads, runId)) {
    head.push(piece);
    length += piece.length;
    if (length >= SNIFFED) break;
  }
  return likelyEncoding(Buffer.concat(head));
}

import { pipeline, Readable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import { type CsvError, parse } from 'csv-parse';
import { refuse } from '../refusal.ts';

/** `line` is the one on which the record begins, counted from 1. */
export type CsvRecord = { line: number; cells: string[] };

const PIECE = 16 * 1024;
/** So much is handed on before others have their turn. */
const RECORDS_IN_A_ROW = 100;
const CHARACTERS_IN_A_ROW = 256 * 1024;
/** One unclosed quote would otherwise make one record of all that follows. */
const MOST_OF_A_RECORD = 1024 * 1024;

/**
 * The records of a CSV text, whole or as it arrives, blank ones left out, with the byte order mark and all kinds of line ends
 * understood. The event loop gets its turn in between. What is no CSV is refused as `invalid` with its line.
 */
export async function* csvRecords(text: string | AsyncIterable<string>, delimiter: string): AsyncGenerator<CsvRecord> {
  let next = 1;
  const parser = parse({
    delimiter,
    info: true,
    max_record_size: MOST_OF_A_RECORD,
    on_record: (record, { lines, empty_lines }) => {
      next = lines - empty_lines + 1;
      return record;
    },
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const arriving = watched(encoded(typeof text === 'string' ? [text] : text));
  const source = Readable.from(arriving.pieces);
  // What goes wrong on the way to the parser, its reader is told.
  pipeline(source, parser, () => {});
  try {
    let [count, characters] = [0, 0];
    // `as`: with `info: true` the parser answers this, of which its types say nothing.
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const within = record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
      if (record.some((cell) => cell.trim() !== '')) yield { line: info.lines - within, cells: record };
      for (const cell of record) characters += cell.length;
      if (++count < RECORDS_IN_A_ROW && characters < CHARACTERS_IN_A_ROW) continue;
      [count, characters] = [0, 0];
      await breathe();
    }
  } catch (error) {
    if (!isCsvError(error)) throw error;
    const because = becauseOf(error, next);
    refuse('invalid', `This is not CSV: ${because}.`, { errors: [{ path: 'csv', message: because }] });
  } finally {
    // Whoever read enough has the connection to themself again: what was read ahead has arrived, or has failed.
    source.destroy();
    if (!source.closed) await new Promise((closed) => source.once('close', closed));
    arriving.mustNotHaveFailed();
  }
}

/** Pieces as they arrive, and whether one of them did not. */
function watched(all: AsyncGenerator<Buffer>) {
  let failed: { by: unknown } | undefined;
  const next = () =>
    all.next().catch((by: unknown) => {
      failed = { by };
      throw by;
    });
  return {
    pieces: (async function* () {
      try {
        for (let piece = await next(); !piece.done; piece = await next()) yield piece.value;
      } finally {
        await all.return(undefined);
      }
    })(),
    mustNotHaveFailed: () => {
      if (failed) throw failed.by;
    },
  };
}

/**
 * In pieces of one kind of line end; neither a character nor a line end is cut in two. A text may hold no record for long, so it is
 * here too that others have their turn.
 */
async function* encoded(texts: Iterable<string> | AsyncIterable<string>): AsyncGenerator<Buffer> {
  let kept = '';
  let first = true;
  for await (const text of texts) {
    for (const piece of pieces(text)) {
      const whole = kept + (first ? piece.replace(/^\uFEFF/, '') : piece);
      kept = /[\r\uD800-\uDBFF]$/.test(whole.slice(-1)) ? whole.slice(-1) : '';
      yield Buffer.from(whole.slice(0, whole.length - kept.length).replace(/\r\n?/g, '\n'));
      first = false;
      await breathe();
    }
  }
  if (kept !== '') yield Buffer.from(kept.replace('\r', '\n'));
}

function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
}

const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code in reasons;

const TOO_LONG = 'CSV_MAX_RECORD_SIZE';
const reasons: Record<string, string> = {
  [TOO_LONG]: 'a quote is not closed, or a record is longer than 1 MB,',
  CSV_QUOTE_NOT_CLOSED: 'a quote is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'something follows a closing quote',
  INVALID_OPENING_QUOTE: 'a quote stands in the middle of a cell',
};

/** A record that is too long is told by its first line, whose number is `next` and the empty lines: its end is far away. */
function becauseOf(error: CsvError, next: number): string {
  const at = error.code === TOO_LONG ? next + Number(error['empty_lines']) : error['lines'];
  return `${reasons[error.code]}${typeof at === 'number' ? ` on line ${at}` : ''}`;
}

import type { RunState } from '@interlock/contract/import-runs.ts';
import { no, type Verdict, yes } from '../../platform/refusal.ts';

type Standing = { state: RunState; received: number; bytes: number; keptUntil: Date | null };

/** Whether somebody is at work on it. */
export const isUnderWay = (state: RunState): boolean => state === 'checking' || state === 'importing';

/** Whether the whole file is here, so that it can be read. */
export function mayBeRead({ state, received, bytes, keptUntil }: Standing): Verdict<true> {
  if (state === 'uploading') return no('import_state', `Only ${received} of the ${bytes} bytes of this file are here.`);
  if (keptUntil === null) return no('import_state', 'This file is no longer kept.', { next: 'Choose it once more.' });
  return yes(true);
}

/** A file goes in once; what was checked, cancelled or failed can be started again. */
export function mayStart(run: Standing): Verdict<true> {
  const read = mayBeRead(run);
  if (!read.ok) return read;
  if (isUnderWay(run.state)) return no('import_state', 'This file is being read already.');
  if (run.state === 'imported')
    return no('import_state', 'This file is in already.', { next: 'Bring a new file; it updates what this one made.' });
  return yes(true);
}

/** Pieces come one after the other; one that came before may come again. */
export function mayTakePiece({ state, received, bytes }: Standing, from: number, length: number): Verdict<true> {
  if (state !== 'uploading') return no('import_state', 'The whole file is here already.');
  if (from > received)
    return no('invalid', `The next piece begins at byte ${received}.`, wrong('from', 'comes too early'));
  if (length === 0) return no('invalid', 'The piece is empty.', wrong('content', 'empty'));
  if (from + length > bytes)
    return no('invalid', `The file was said to have ${bytes} bytes.`, wrong('content', 'is longer than was said'));
  return yes(true);
}

const wrong = (path: string, message: string) => ({ errors: [{ path, message }] });

/** Nothing is thrown away under the hands of who works on it. */
export function mayDiscard({ state }: Standing): Verdict<true> {
  return isUnderWay(state) ? no('import_state', 'This file is being read.', { next: 'Cancel that first.' }) : yes(true);
}

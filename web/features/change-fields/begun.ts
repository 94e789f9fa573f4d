import type { Choice } from '../../ui/fields/combobox.tsx';
import { type Entered, nothingEntered } from './entered.ts';

/** A new change as it stands in the form. */
export type Begun = { modelId: string; entered: Entered; restricted: boolean; readers: Choice[] };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isChoice(value: unknown): value is Choice {
  if (!isRecord(value)) return false;
  const { id, name } = value;
  return typeof id === 'string' && typeof name === 'string';
}

/** Of the same make as an empty form has it: a text where that has a text, a list where that has a list. */
function isEntered(value: unknown): value is Entered {
  if (!isRecord(value)) return false;
  return Object.entries(nothingEntered).every(([field, empty]) => {
    const kept = value[field];
    if (Array.isArray(empty)) return Array.isArray(kept);
    return typeof empty === 'string' ? typeof kept === 'string' : kept !== undefined && typeof kept !== 'number';
  });
}

/** What a tab has kept, where the form of today understands it. */
export function begunOf(kept: unknown): Begun | undefined {
  if (!isRecord(kept)) return undefined;
  const { modelId, entered, restricted, readers } = kept;
  if (typeof modelId !== 'string' || !isEntered(entered) || typeof restricted !== 'boolean') return undefined;
  return Array.isArray(readers) && readers.every(isChoice) ? { modelId, entered, restricted, readers } : undefined;
}

/** What was typed into a change that is there, on which version of it. */
export type Editing = { version: number; fields: string[]; entered: Entered };

/** What was typed into a part of a change, and what stood there as it was begun; of its fields alone. */
export type Part = { version: number; was: Partial<Entered>; entered: Partial<Entered> };

export function partOf(kept: unknown): Part | undefined {
  if (!isRecord(kept)) return undefined;
  const { version, was, entered } = kept;
  const isOf = (value: unknown): value is Partial<Entered> =>
    isRecord(value) &&
    isEntered({ ...nothingEntered, ...value }) &&
    Object.keys(value).every((field) => field in nothingEntered);
  return typeof version === 'number' && isOf(was) && isOf(entered) ? { version, was, entered } : undefined;
}

export function editingOf(kept: unknown): Editing | undefined {
  if (!isRecord(kept)) return undefined;
  const { version, fields, entered } = kept;
  if (typeof version !== 'number' || !isEntered(entered) || !Array.isArray(fields)) return undefined;
  return { version, entered, fields: fields.filter((field) => typeof field === 'string') };
}

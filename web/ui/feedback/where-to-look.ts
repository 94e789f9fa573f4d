import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import type { Refusal } from '../../lib/calls/refusal.ts';
import { nameOf } from '../values/part-name.ts';

/** A detail that only lists the fields, by the names that calls have for them. */
const isList = ({ code, detail, errors }: Refusal): boolean =>
  code === 'invalid' && errors.length > 0 && /^Look at \S+(, \S+)*\.$/.test(detail);

/** What a field that has no mark on the screen is called: its own name in words, without places in a list. */
function wordOf(path: string): string {
  const own = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? path;
  return nameOf(own.replace(/Ids?$/, ''));
}

/** The labels of what is marked in the form around a note, as they stand on the screen. */
function labelsAround(note: HTMLElement | null): string[] {
  const marked = note?.closest('form')?.querySelectorAll<HTMLInputElement>('[aria-invalid=true]') ?? [];
  const labels = [...marked].map((field) => field.labels?.[0]?.textContent ?? field.getAttribute('aria-label') ?? '');
  return [...new Set(labels.filter((label) => label !== ''))];
}

/** The particulars of a refusal for whoever fills in a form: what it calls fields is what the screen calls them. */
export function useParticulars(note: { current: HTMLElement | null }, refusal: Refusal | undefined): string {
  const [labels, setLabels] = useState<string[]>([]);
  useEffect(() => setLabels(refusal && isList(refusal) ? labelsAround(note.current) : []), [note, refusal]);
  if (!refusal || !isList(refusal)) return refusal?.detail ?? '';
  const names = labels.length > 0 ? labels : [...new Set(refusal.errors.map(({ path }) => wordOf(path)))];
  const where = names.join(', ');
  return t`Look at: ${where}`;
}

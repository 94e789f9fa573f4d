import { z } from 'zod';
import { Column, Dated, delimiters, encodings, Source } from './imports.ts';
import { text, words, Zone } from './shared.ts';

/** A column that names changes by their numbers, and what stands between several in one cell; blanks where nothing is said. */
const Changes = z.strictObject({ column: Column, separator: z.string().min(1).max(10).optional() });

/**
 * How rows of another system become incidents. Several rows with one number tell of one incident: the last that says something
 * counts, and every change that is named counts.
 */
export const IncidentMap = z.strictObject({
  /** For the people who read the map; it does nothing. */
  about: text(4000).optional(),
  /** The other system's name; with the number it says which incident a row is. */
  source: words(60),
  delimiter: z.enum(delimiters).default(','),
  encoding: z.enum(encodings).default('utf-8'),
  zone: Zone.default('UTC'),
  /** Cells that mean nothing, beside empty ones: `?`, `NULL`. */
  blanks: z.array(z.string().min(1).max(40)).max(20).default([]),
  /** The system whose changes are named; a number of ours, such as CHG-12, is ours where that system has none. */
  changesOf: words(80).optional(),
  fields: z.strictObject({
    number: Source,
    /** One source, or several that are put together. */
    title: z.union([Source, z.array(Source).min(1).max(6)]),
    url: Source.optional(),
    openedAt: Dated.optional(),
    causedBy: Changes.optional(),
    fixedBy: Changes.optional(),
  }),
});
export type IncidentMap = z.output<typeof IncidentMap>;

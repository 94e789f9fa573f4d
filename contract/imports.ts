import { z } from 'zod';
import { cancelReasons, categories, levels, outcomes, purposes, riskLevels } from './changes.ts';
import { route } from './route.ts';
import { line, rawText, text, words, Zone } from './shared.ts';

/** Cells mean the same where only case, blanks and the width of letters differ. */
export const keyOfCell = (cell: string): string => cell.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

/** What a column of a file is called. */
export const Column = words(200);

type From = { column?: string | undefined; value?: unknown };
const one = ({ column, value }: From) => (column === undefined) !== (value === undefined);
const oneOfThem = 'name either a column or one value for every row';

const from = {
  column: Column.optional(),
  /** One value for every row, where no column is named. */
  value: text(2000).min(1).optional(),
  /** Text with `{}` for the cell, such as `https://example.org/issues/{}`. */
  template: text(2000)
    .refine((given) => given.includes('{}'), 'text with {} where the cell goes')
    .optional(),
};
/** Where a text comes from. */
export const Source = z.object(from).strict().refine(one, oneOfThem);
const Part = z
  .object({ ...from, heading: line(100).optional() })
  .strict()
  .refine(one, oneOfThem);
const Links = z
  .object({
    ...from,
    label: line(100).optional(),
    /** Between several links in a cell; blanks and line ends where it is not given. */
    separator: z.string().min(1).max(10).optional(),
  })
  .strict()
  .refine(one, oneOfThem);

/**
 * Cell to value, without regard to case and blanks. What is not listed becomes `filled`, or `otherwise` with a warning for each
 * distinct value.
 */
const valued = <T extends z.ZodType>(value: T) =>
  z
    .object({
      column: from.column,
      value: value.optional(),
      values: z.record(z.string().max(200), value).default({}),
      /** For columns that say something by having something in them, such as the time of closing. */
      filled: value.optional(),
      otherwise: value.optional(),
    })
    .strict()
    .refine((given: From) => one(given), oneOfThem);

/** A date's format in the letters of Unicode (yyyy-MM-dd, d/M/yyyy HH:mm); the zone where the cell carries none. */
export const Dated = z
  .object({ column: Column, format: words(60).default('yyyy-MM-dd'), zone: Zone.optional() })
  .strict();

/** What an imported change has become. Work in flight is imported as a draft: an import never makes a live state. */
export const ImportedState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('draft') }).strict(),
  z.object({ state: z.literal('closed'), outcome: z.enum(outcomes).default('not_recorded') }).strict(),
  z.object({ state: z.literal('cancelled'), reason: z.enum(cancelReasons) }).strict(),
]);
export type ImportedState = z.output<typeof ImportedState>;

export const encodings = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const;
export const delimiters = [',', ';', '\t', '|'] as const;
/** Of one file. */
export const MOST_COLUMNS = 500;

/** What of a change is a date in a file. */
export const dateFields = [
  'requestedAt',
  'wantedDate',
  'plannedStart',
  'plannedEnd',
  'actualStart',
  'actualEnd',
  'endedAt',
  'decidedAt',
] as const;
export type DateField = (typeof dateFields)[number];

/** How the columns of another system's export become changes. People, votes and live states have no place in it. */
export const ChangeMap = z
  .object({
    /** For the people who read the map; it does nothing. */
    about: text(4000).optional(),
    /** The other system's name; with the number it says which change a row is. */
    source: words(80),
    /** The key of the model that the changes are given. */
    model: line(60).default('normal'),
    delimiter: z.enum(delimiters).default(','),
    encoding: z.enum(encodings).default('utf-8'),
    zone: Zone.default('UTC'),
    /** Cells that mean nothing, beside empty ones: `?`, `NULL`. */
    blanks: z.array(z.string().min(1).max(40)).max(20).default([]),
    /** Several rows with one number are one change: the first says all, and what each says of systems affected is put together. */
    folded: z.boolean().default(false),
    fields: z
      .object({
        number: Source,
        title: Source,
        state: valued(ImportedState),
        /** How it went, where a column of its own says so; it counts for what is closed. */
        outcome: valued(z.enum(outcomes)).optional(),
        summary: Source.optional(),
        /** One source, or several that are put together under their headings. */
        description: z.union([Source, z.array(Part).min(1).max(30)]).optional(),
        purpose: valued(z.enum(purposes)).optional(),
        category: valued(z.enum(categories)).optional(),
        reason: Source.optional(),
        ifNotDone: Source.optional(),
        benefit: Source.optional(),
        cost: Source.optional(),
        costOfNotDoing: Source.optional(),
        impact: valued(z.enum(levels)).optional(),
        urgency: valued(z.enum(levels)).optional(),
        riskLevel: valued(z.enum(riskLevels)).optional(),
        riskAssessment: Source.optional(),
        implementationPlan: Source.optional(),
        testPlan: Source.optional(),
        backoutPlan: Source.optional(),
        communicationPlan: Source.optional(),
        peopleImpacted: Source.optional(),
        /** Several sources stand on one line, with their headings. */
        systemsAffected: z.union([Source, z.array(Part).min(1).max(10)]).optional(),
        closureNotes: Source.optional(),
        cancelWords: Source.optional(),
        requestedAt: Dated.optional(),
        wantedDate: Dated.optional(),
        plannedStart: Dated.optional(),
        plannedEnd: Dated.optional(),
        actualStart: Dated.optional(),
        actualEnd: Dated.optional(),
        /** When the change was closed or cancelled. */
        endedAt: Dated.optional(),
        /** A decision made in the other system: kept as an imported round, which satisfies no guard. Null: none was made. */
        decision: valued(z.enum(['approved', 'rejected']).nullable()).optional(),
        decidedAt: Dated.optional(),
        links: z.array(Links).max(20).optional(),
      })
      .strict(),
  })
  .strict();
export type ChangeMap = z.output<typeof ChangeMap>;

/** `line` is where the row begins in the file, the header being line 1; `column` and `value` where one cell is to blame. */
export const RowNote = z
  .object({ line: z.number().int(), column: z.string().nullable(), value: z.string().nullable(), reason: z.string() })
  .meta({ id: 'RowNote' });
export type RowNote = z.output<typeof RowNote>;

/** Of each kind, in one answer. */
export const MOST_NOTES = 10_000;

/** Of the text; larger files are split. */
const MOST_CHARACTERS = 32 * 1024 * 1024;

export const importChangesRoute = route({
  method: 'POST',
  path: '/api/v1/imports/changes',
  permission: 'import.run',
  limit: { perMinute: 60 },
  summary: 'Import changes from CSV as history: closed, cancelled or drafts. All accepted rows commit together.',
  input: z.object({
    fileName: words(300),
    map: ChangeMap,
    csv: rawText(MOST_CHARACTERS),
    /** Reads and reports everything, and writes nothing. */
    dryRun: z.boolean().default(false),
  }),
  output: z.object({
    /** Null after a dry run. */
    importId: z.string().nullable(),
    created: z.number().int(),
    updated: z.number().int(),
    /** Of those updated, how many say the same as before; null after a dry run, which compares nothing. */
    unchanged: z.number().int().nullable(),
    /** Rows; a row can have several refusals. */
    refused: z.number().int(),
    /** Of these and of the warnings the first ten thousand; a file that is brought in pieces tells all of its refusals. */
    refusals: z.array(RowNote),
    warnings: z.array(RowNote),
    /** How many notes more there are than this answer holds. */
    untold: z.number().int(),
  }),
  bodyLimit: 72 * 1024 * 1024,
});
export type ImportReport = z.output<typeof importChangesRoute.output>;

import { z } from 'zod';
import { cancelReasons, levels, outcomes, purposes } from './changes.ts';
import { route } from './route.ts';
import { line, text, Zone } from './shared.ts';

/** Where a field's value comes from: a column (with value mapping, splitting, a link template), or one fixed value. */
const column = {
  column: line(200).min(1).optional(),
  /** A value for every row, where no column is named. */
  value: text(2000).optional(),
  /** Text with `{}` for the cell, such as `https://example.org/issues/{}`. Cells that are links already stay as they are. */
  template: text(2000).optional(),
};
const Source = z.object(column).strict();

/** Cell to value, without regard to case and blanks; `otherwise` takes what is not listed, with a warning per value. */
const valued = <T extends z.ZodType>(value: T) =>
  z
    .object({ ...column, values: z.record(z.string().max(200), value).default({}), otherwise: value.optional() })
    .strict();

/** A date's format in the letters of Unicode (yyyy-MM-dd, d/M/yyyy HH:mm); the zone where the cell carries none. */
const Dated = z
  .object({ column: line(200).min(1), format: line(60).default('yyyy-MM-dd'), zone: Zone.optional() })
  .strict();

/** What an imported change has become. Work in flight is imported as a draft. */
export const ImportedState = z.union([
  z.object({ state: z.literal('draft') }).strict(),
  z.object({ state: z.literal('closed'), outcome: z.enum(outcomes).default('not_recorded') }).strict(),
  z.object({ state: z.literal('cancelled'), reason: z.enum(cancelReasons) }).strict(),
]);
export type ImportedState = z.output<typeof ImportedState>;

export const ChangeMap = z
  .object({
    /** The other system's name; with the number it says which change a row is. */
    source: line(80).min(1),
    model: line(60).default('normal'),
    delimiter: z.string().length(1).default(','),
    zone: Zone.default('UTC'),
    fields: z
      .object({
        number: Source,
        title: Source,
        state: valued(ImportedState),
        summary: Source.optional(),
        description: z
          .union([Source, z.array(z.object({ ...column, heading: line(100).optional() }).strict()).max(30)])
          .optional(),
        purpose: valued(z.enum(purposes)).optional(),
        reason: Source.optional(),
        ifNotDone: Source.optional(),
        impact: valued(z.enum(levels)).optional(),
        urgency: valued(z.enum(levels)).optional(),
        implementationPlan: Source.optional(),
        testPlan: Source.optional(),
        backoutPlan: Source.optional(),
        peopleImpacted: Source.optional(),
        systemsAffected: Source.optional(),
        requestedAt: Dated.optional(),
        plannedStart: Dated.optional(),
        plannedEnd: Dated.optional(),
        actualStart: Dated.optional(),
        actualEnd: Dated.optional(),
        closedAt: Dated.optional(),
        wantedDate: Dated.optional(),
        /** A decision made in the other system: kept as an imported round, which satisfies no guard. */
        decision: valued(z.enum(['approved', 'rejected'])).optional(),
        decidedAt: Dated.optional(),
        links: z
          .array(
            z
              .object({ ...column, label: line(100).optional(), separator: z.string().min(1).max(10).optional() })
              .strict(),
          )
          .max(20)
          .optional(),
      })
      .strict(),
  })
  .strict();
export type ChangeMap = z.output<typeof ChangeMap>;

export const RowNote = z
  .object({ line: z.number().int(), column: z.string().nullable(), value: z.string().nullable(), reason: z.string() })
  .meta({ id: 'RowNote' });
export type RowNote = z.output<typeof RowNote>;

export const importChangesRoute = route({
  method: 'POST',
  path: '/api/v1/imports/changes',
  permission: 'import.run',
  summary: 'Import changes from CSV as history: closed, cancelled or drafts. All accepted rows commit together.',
  input: z.object({
    fileName: line(300).min(1),
    map: ChangeMap,
    csv: text(64 * 1024 * 1024),
    dryRun: z.boolean().default(false),
  }),
  output: z.object({
    importId: z.string().nullable(),
    created: z.number().int(),
    updated: z.number().int(),
    refused: z.number().int(),
    refusals: z.array(RowNote),
    warnings: z.array(RowNote),
  }),
  bodyLimit: 80 * 1024 * 1024,
});

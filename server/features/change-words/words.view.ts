// Reads: change, change_words.
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { nameSought, namesIn, numberIn, searchOf, sideBySide, wholeName, wordsIn } from './words.rules.ts';

/**
 * Where words are sought. `own`: in what the change itself says, as they were typed. `elsewhere`: in all the rest that is said of it,
 * and in other forms, where its own words do not hold them. `anywhere` is both at once.
 */
export type Where = 'own' | 'elsewhere' | 'anywhere';

/** So many numbers are of one band; the migration says the same. */
const BAND = 1_024;
export const bandOf = (number: number): number => Math.floor(number / BAND);

/** Whether a change holds the words in the places where they are sought. */
export function holdsWords(q: string, where: Where): RawBuilder<SqlBool> {
  const number = numberAlone(q);
  if (number !== undefined)
    return where === 'elsewhere' ? sql<SqlBool>`false` : sql<SqlBool>`change.number = ${number}`;
  if (namesIn(q).length === 0) return sql<SqlBool>`false`;
  const own = ownWords(q);
  if (where === 'own') return own;
  const said = sql`select words.change_id from change_words words where ${saidIn(q)}`;
  return where === 'elsewhere'
    ? sql<SqlBool>`(change.id in (${said}) and ${isOwn(q, false)})`
    : sql<SqlBool>`change.id in (select change.id from change where ${own} union ${said})`;
}

const numberAlone = (q: string): string | undefined => /^\s*CHG-(\d{1,15})\s*$/i.exec(q)?.[1];

/** Whether all the words are among those of `words`, a row of `change_words`; with bands, only for changes of these. */
export function saidIn(q: string, bands?: readonly number[]): RawBuilder<SqlBool> {
  const names = namesIn(q);
  return names.length === 0 || numberAlone(q) !== undefined
    ? sql<SqlBool>`false`
    : sql<SqlBool>`words.search @@ ${allOf(names, bands)}`;
}

/** Whether the change's own words hold them, or do not. */
export const isOwn = (q: string, held: boolean): RawBuilder<SqlBool> =>
  sql<SqlBool>`coalesce(${ownWords(q)}, false) = ${sql.lit(held)}`;

/** The other system's number is one word to people, whatever signs it holds. */
function ownWords(q: string): RawBuilder<SqlBool> {
  const alone = q.trim();
  const number = /^\d{1,15}$/.test(alone) ? sql` or change.number = ${alone}` : sql``;
  return sql<SqlBool>`(change.search @@ to_tsquery('simple', ${searchOf(q)})
    or change.source_number = ${alone}${number})`;
}

function allOf(names: readonly string[], bands: readonly number[] | undefined): RawBuilder<unknown> {
  const sought = names.map((name) => anyForm(name, ''));
  if (!bands) return sql`(${sql.join(sought, sql` && `)})`;
  const among = bands.map((band) => `'#${band}'`).join(' | ');
  return sql`(${among}::tsquery && ${sql.join(sought, sql` && `)})`;
}

/** A single word is sought in its other forms as well, a name of several as it is kept whole. */
function anyForm(name: string, part: string): RawBuilder<unknown> {
  const [word = '', ...more] = wordsIn(name);
  if (more.length === 0) return sql`word_forms(${word}, ${part})`;
  if (numberIn(name) !== undefined && part === '') return sql`to_tsquery('simple', ${nameSought(name)})`;
  const beside = sql`to_tsquery('simple', ${sideBySide(name, part)})`;
  const whole = part === '' ? wholeName(name) : undefined;
  return whole === undefined ? beside : sql`(${beside} || ${whole}::tsquery)`;
}

const weights = { plans: 'A', ending: 'B', discussion: 'C' } as const;
export type FoundIn = keyof typeof weights;

/** In which parts any of the words stands, for a row of `change_words`; in none of them where it is but another form, or in the rest. */
export function foundIn(q: string): RawBuilder<FoundIn[]> {
  const names = namesIn(q);
  const parts = Object.entries(weights).map(
    ([part, weight]) =>
      sql`case when words.search @@ (${sql.join(
        names.map((name) => anyForm(name, weight)),
        sql` || `,
      )}) then ${part}::text end`,
  );
  return sql<FoundIn[]>`array_remove(array[${sql.join(parts)}], null)`;
}

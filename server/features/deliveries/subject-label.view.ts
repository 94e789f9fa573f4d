// Reads: the numbers, keys and names of change, template, model, model_draft and person_group.
import { type RawBuilder, sql } from 'kysely';

/** What people call that which a row is about: CHG-7, a key, the name of a group; its id where it is none of these any more. */
export const subjectLabel = (subject: string): RawBuilder<string> => {
  const id = sql.ref(subject);
  return sql<string>`coalesce(
    (select t.key from template t where t.id = ${id}),
    (select d.key from model_draft d where d.model_id = ${id}),
    (select m.key from model m where m.id = ${id}),
    (select g.name from person_group g where g.id = ${id}),
    (select 'CHG-' || c.number from change c where c.id = ${id}),
    ${id})`;
};

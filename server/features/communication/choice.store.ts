import type { TellingChoice, Topic, TopicChoice } from '@interlock/contract/communication.ts';
import { topics } from '@interlock/contract/communication.ts';
import type { Reads, Tx } from '../../platform/database/db.ts';

const EARLY = 8;

/** What holds for somebody who has chosen nothing. */
export const asTheRules: TellingChoice = {
  topics: Object.fromEntries(topics.map((topic) => [topic, 'as_the_rules'])) as Record<Topic, TopicChoice>,
  digestHour: EARLY,
  quiet: null,
  version: 0,
};

/** Who has chosen nothing is left out. */
export async function choicesOf(db: Reads, personIds: readonly string[]): Promise<Map<string, TellingChoice>> {
  if (personIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('telling_choice')
    .selectAll()
    .where('person_id', 'in', [...personIds])
    .execute();
  return new Map(
    rows.map(({ person_id, topics: chosen, digest_hour, quiet_from, quiet_to, version }) => [
      person_id,
      {
        topics: { ...asTheRules.topics, ...(chosen as Record<Topic, TopicChoice>) },
        digestHour: digest_hour,
        quiet: quiet_from !== null && quiet_to !== null ? { from: quiet_from, to: quiet_to } : null,
        version,
      },
    ]),
  );
}

/** False where it was saved by somebody else since: in another window, most likely. */
export async function saveChoice(
  tx: Tx,
  personId: string,
  { topics: chosen, digestHour, quiet, version }: TellingChoice,
) {
  const set = {
    topics: JSON.stringify(chosen),
    digest_hour: digestHour,
    quiet_from: quiet?.from ?? null,
    quiet_to: quiet?.to ?? null,
    version: version + 1,
  };
  const saved =
    version === 0
      ? await tx
          .insertInto('telling_choice')
          .values({ person_id: personId, ...set })
          .onConflict((there) => there.doNothing())
          .returning('version')
          .executeTakeFirst()
      : await tx
          .updateTable('telling_choice')
          .set(set)
          .where('person_id', '=', personId)
          .where('version', '=', version)
          .returning('version')
          .executeTakeFirst();
  return saved !== undefined;
}

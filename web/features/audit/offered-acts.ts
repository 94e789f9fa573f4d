type Offered = { id: string; name: string };

/**
 * Acts by the words in which the log tells them: those that somebody seeks, by these words or by the name that is kept. Where several
 * are told alike, the name is said beside the words.
 */
export function offeredActs(verbs: readonly string[], told: (verb: string) => string, sought: string): Offered[] {
  const each = [...new Set(verbs)];
  const alike = Map.groupBy(each, told);
  const named = (verb: string) => (alike.get(told(verb))?.length === 1 ? told(verb) : `${told(verb)} (${verb})`);
  const asked = sought.trim().toLowerCase();
  return each
    .map((verb) => ({ id: verb, name: named(verb) }))
    .filter(({ id, name }) => name.toLowerCase().includes(asked) || id.includes(asked))
    .sort((one, other) => one.name.localeCompare(other.name));
}

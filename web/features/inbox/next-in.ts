/** What was shown last, and where it stood. */
export type Shown = { key: string; at: number };

/**
 * Where to look now: at what was chosen; where that is gone, at what was shown, and where that is gone too, at what has come
 * into its place, or the last of all. Nothing waits where the list is empty.
 */
export function placeIn(keys: readonly string[], chosen: string | undefined, shown: Shown | undefined): number {
  const chosenAt = chosen === undefined ? -1 : keys.indexOf(chosen);
  if (chosenAt >= 0) return chosenAt;
  const shownAt = shown ? keys.indexOf(shown.key) : -1;
  return shownAt >= 0 ? shownAt : Math.min(shown?.at ?? 0, keys.length - 1);
}

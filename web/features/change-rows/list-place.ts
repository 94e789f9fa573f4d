/** Where somebody was in a list when they left it: how far down, and at which change. */
type Place = { top: number; left: number; number?: string };

const places = new Map<string, Place>();
const MOST = 50;

/** Of an entry of the browser's history: going back to it finds the place again, going there anew begins at the top. */
export const placeIn = (entry: string): Place | undefined => places.get(entry);

export function keepPlace(entry: string, place: Partial<Place>): void {
  const kept = { top: 0, left: 0, ...places.get(entry), ...place };
  places.delete(entry);
  places.set(entry, kept);
  const [oldest] = places.keys();
  if (places.size > MOST && oldest !== undefined) places.delete(oldest);
}

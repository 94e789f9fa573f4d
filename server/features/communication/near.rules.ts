const HOUR = 3600_000;

/**
 * How many of the distances from its start that a condition names a change has come to, and how many it has gone past: as long as
 * these stay the same, time alone alters nothing of what the condition says. Empty where it does not ask for the time.
 */
export function turnsPassed(condition: string, start: Date, now: Date): string {
  if (!condition.includes('hoursUntilStart')) return '';
  const left = start.getTime() - now.getTime();
  const named = (condition.match(/\d+(?:\.\d+)?/g) ?? []).flatMap((number) => [Number(number), -Number(number)]);
  const reached = named.filter((hours) => left <= hours * HOUR).length;
  const passed = named.filter((hours) => left < hours * HOUR).length;
  return `:${reached}:${passed}`;
}

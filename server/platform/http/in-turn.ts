import { no, Refusal } from '../refusal.ts';

/** So many calls of one person are at work at once: half of the connections to the database stay for the others. */
export const AT_ONCE = 10;
/** No honest program lets so many wait. */
export const MOST_WAITING = 1_000;

type Line = { atWork: number; waiting: (() => void)[] };

/**
 * Lets few calls of one person work at once; more wait in their own line and are carried out in the order in which they came, so that
 * a flood of one person's keeps nobody else waiting. Past a long line they are turned away before anything was done.
 */
export function inTurns(): <T>(who: string, work: () => Promise<T>) => Promise<T> {
  const lines = new Map<string, Line>();
  return async (who, work) => {
    const line = lines.get(who) ?? { atWork: 0, waiting: [] };
    lines.set(who, line);
    if (line.atWork < AT_ONCE) line.atWork += 1;
    else await turnIn(line);
    try {
      return await work();
    } finally {
      // Whoever is next takes over the place.
      const next = line.waiting.shift();
      if (next) next();
      else if (--line.atWork === 0) lines.delete(who);
    }
  };
}

function turnIn({ waiting }: Line): Promise<void> {
  if (waiting.length < MOST_WAITING) return new Promise((resolve) => waiting.push(resolve));
  throw new Refusal(
    no('too_many_requests', `${AT_ONCE} of your requests are at work and ${MOST_WAITING} wait already.`, {
      next: 'Send the next once earlier ones are answered. It was turned away before anything was done.',
      retryAfterSeconds: 1,
    }),
  );
}

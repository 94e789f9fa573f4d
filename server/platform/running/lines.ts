import { writeSync } from 'node:fs';

export type Lines = { write(text: string): void };

/** So much waits for a descriptor that takes nothing; what comes then is lost, and counted. */
const MOST_WAITING = 1_048_576;
/** How soon it is tried again where a part went through, and where nothing did. */
const SOON_MS = 20;
const LATER_MS = 1_000;

/**
 * Lines of text into an open descriptor, at once and in order. Where it takes none (the disk is full, whoever reads is stuck or
 * gone) they wait and are tried again, and once it takes some again `lost` says how many did not get through. Never throws.
 * A pipe must not block: it does not once `process.stdout` was looked at.
 */
export function linesInto(descriptor: number, lost: (count: number) => string): Lines {
  const waiting: Buffer[] = [];
  let bytes = 0;
  let lostLines = 0;
  let again: NodeJS.Timeout | undefined;

  /** Whether all of it went. */
  const send = (): boolean => {
    for (let next = waiting[0]; next; next = waiting[0]) {
      const went = sent(descriptor, next);
      bytes -= went;
      if (went < next.length) {
        waiting[0] = next.subarray(went);
        if (went === 0) return false;
      } else waiting.shift();
    }
    return true;
  };
  const put = (text: string) => {
    const line = Buffer.from(text);
    waiting.push(line);
    bytes += line.length;
  };
  const sendOn = () => {
    again = undefined;
    const before = bytes;
    if (send() && lostLines > 0) {
      put(lost(lostLines));
      lostLines = 0;
      send();
    }
    if (waiting.length > 0) again = setTimeout(sendOn, bytes < before ? SOON_MS : LATER_MS).unref();
  };
  process.once('exit', send);
  return {
    write(text) {
      if (bytes > MOST_WAITING) lostLines += 1;
      else put(text);
      if (!again) sendOn();
    },
  };
}

/** How many bytes were taken; none where it cannot take any now. */
function sent(descriptor: number, piece: Buffer): number {
  try {
    return writeSync(descriptor, piece);
  } catch {
    return 0;
  }
}

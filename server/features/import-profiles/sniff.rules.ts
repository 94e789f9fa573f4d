import { delimiters } from '@interlock/contract/imports.ts';

type Delimiter = (typeof delimiters)[number];

const LOOKED_AT = 40;

/** The sign that most evenly stands between the cells of the first rows; a comma where none does. */
export function likelyDelimiter(head: string): Delimiter {
  const scored = delimiters.map((delimiter) => ({ delimiter, score: evenness(head, delimiter) }));
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one));
  return best.score > 0 ? best.delimiter : ',';
}

/** How many cells the first row has, by the share of rows that have as many. */
function evenness(head: string, delimiter: Delimiter): number {
  const [first = 1, ...others] = cellCounts(head, delimiter);
  if (first === 1) return 0;
  const alike = others.filter((count) => count === first).length;
  return first * ((alike + 1) / (others.length + 1));
}

function cellCounts(text: string, delimiter: Delimiter): number[] {
  const counts: number[] = [];
  let count = 1;
  let quoted = false;
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === delimiter) count += 1;
    else if (!quoted && sign === '\n') {
      counts.push(count);
      count = 1;
      if (counts.length === LOOKED_AT) return counts;
    }
  }
  // The last row may be cut off.
  return counts.length === 0 ? [count] : counts;
}

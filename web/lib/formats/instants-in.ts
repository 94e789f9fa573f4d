const INSTANT = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z)/;

/** A sentence of the server's, cut where an instant stands in it, so that this can be shown as other times are. */
export const instantsIn = (words: string): ({ words: string } | { at: string })[] =>
  words
    .split(INSTANT)
    .flatMap((piece, place) => (piece === '' ? [] : [place % 2 === 1 ? { at: piece } : { words: piece }]));

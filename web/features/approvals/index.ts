export { lastNo } from './last-no.ts';
export { ballotOf, countedOf, presentRounds, roundFor } from './my-round.ts';
export { Rounds } from './rounds.tsx';
export { VoidNote } from './void-note.tsx';
export { coversInWords } from './words.ts';

export { AskAgain } from './ask-again.tsx';
export { lastNo } from './last-no.ts';
export { ballotOf, countedOf, roundFor } from './my-round.ts';
export { News } from './news.tsx';
export { Questions } from './questions.tsx';
export { Rounds } from './rounds.tsx';
export { VoidNote } from './void-note.tsx';
export { VoteBar } from './vote-bar.tsx';
export { coversInWords } from './words.ts';

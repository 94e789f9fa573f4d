export { AskAgain } from './ask-again.tsx';
export { approvalsOf, presentRounds, roundFor } from './my-round.ts';
export { Questions } from './questions.tsx';
export { Rounds } from './rounds.tsx';
export { VoidNote } from './void-note.tsx';
export { VoteBar } from './vote-bar.tsx';

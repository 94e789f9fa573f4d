export { AskAgain } from './ask-again.tsx';
export { approvalsOf, roundFor } from './my-round.ts';
export { Questions } from './questions.tsx';
export { Rounds } from './rounds.tsx';
export { VoteBar } from './vote-bar.tsx';

export { AskAgain } from './ask-again.tsx';
export { approvalsOf, ballotOf, presentRounds, roundFor } from './my-round.ts';
export { Questions } from './questions.tsx';
export { Rounds } from './rounds.tsx';
export { VoidNote } from './void-note.tsx';
export { VoteBar } from './vote-bar.tsx';
export { WhatIsNew } from './what-is-new.tsx';

export { AskAgain } from './ask-again.tsx';
export { News } from './news.tsx';
export { Questions } from './questions.tsx';
export { VoteBar } from './vote-bar.tsx';

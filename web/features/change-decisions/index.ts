import { lazy } from 'react';

export { AskAgain } from './ask-again.tsx';
export { News } from './news.tsx';
export { Questions } from './questions.tsx';

// Only who is asked needs it, and it waits for what is new to them anyway.
export const VoteBar = lazy(() => import('./vote-bar.tsx').then((module) => ({ default: module.VoteBar })));

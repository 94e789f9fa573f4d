import { lazy } from 'react';

export { News } from './news.tsx';
export { Questions } from './questions.tsx';

// Only a stuck round shows it, to those who may ask again.
export const AskAgain = lazy(() => import('./ask-again.tsx'));
// Only who is asked needs it, and it waits for what is new to them anyway.
export const VoteBar = lazy(() => import('./vote-bar.tsx').then((module) => ({ default: module.VoteBar })));

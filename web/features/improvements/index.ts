import { lazy } from 'react';

export { LessonsCard } from './lessons-card.tsx';
export { stateWord as improvementWord } from './words.ts';

/** Read only where an improvement waits for somebody. */
export const OneOfMine = lazy(() => import('./one-of-mine.tsx'));

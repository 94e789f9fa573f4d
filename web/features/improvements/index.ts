import { lazy } from 'react';

export { LessonsCard } from './lessons-card.tsx';

/** Read only where an improvement waits for somebody. */
export const OneOfMine = lazy(() => import('./one-of-mine.tsx'));

import { lazy, Suspense } from 'react';
import type { Looking } from './what-is-new.tsx';

// Only approvers who have looked before are shown differences.
const WhatIsNew = lazy(() => import('./what-is-new.tsx'));

export const News = (looking: Looking) => (
  <Suspense>
    <WhatIsNew {...looking} />
  </Suspense>
);

import { lazy } from 'react';

/** Read only where a draft waits for somebody. */
export const ModelProposal = lazy(() => import('./proposal.tsx'));

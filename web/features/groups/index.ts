import { lazy } from 'react';

/** Read only where a proposal waits for somebody. */
export const MembersProposal = lazy(() => import('./members-proposal.tsx'));

import { lazy } from 'react';

export const AccountsDialog = lazy(() => import('./accounts-dialog.tsx'));
export const UnlinkingProposal = lazy(() => import('./unlinking-proposal.tsx'));

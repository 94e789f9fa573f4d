import { lazy } from 'react';

/** Read only on the changes that come from a template. */
export const TemplateNote = lazy(() => import('./template-note.tsx'));
/** Read only where a draft or proposal waits for somebody. */
export const TemplateProposal = lazy(() => import('./proposal.tsx'));

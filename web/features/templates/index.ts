import { lazy } from 'react';

/** Read only on the changes that come from a template. */
export const TemplateNote = lazy(() => import('./template-note.tsx'));

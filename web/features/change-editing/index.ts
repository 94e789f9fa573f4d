import { lazy } from 'react';

export { Section } from './section.tsx';

/** For a draft that takes another way. */
export const ModelDialog = lazy(() => import('./model-dialog.tsx'));

import { lazy } from 'react';

export { askedOf } from './asked-of.ts';
export { ContentShown, saidIn } from './content-shown.tsx';
export { Differences } from './differences.tsx';
export { enteredWith, presettable } from './entered-template.ts';
export { Figures } from './figures.tsx';
export { TemplateActs } from './template-acts.tsx';
export { stateTone, stateWord } from './words.ts';
export { Working } from './working.tsx';

/** Read only on the changes that come from a template. */
export const TemplateNote = lazy(() => import('./template-note.tsx'));
/** Read only where a draft or proposal waits for somebody. */
export const TemplateProposal = lazy(() => import('./proposal.tsx'));

import { lazy } from 'react';

export { aboutOf, detailOf } from './about.ts';
export { Activity } from './activity.tsx';
export { useFindReaders } from './find-readers.ts';
export { renderMarkdown } from './render-markdown.ts';
export { codesInWords, toldOf } from './told.ts';
export { toldVerbs, verbWord } from './verbs.ts';
export { WatchButton } from './watch-button.tsx';

export const WatchersDialog = lazy(() => import('./watchers-dialog.tsx'));

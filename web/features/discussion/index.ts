export { Activity } from './activity.tsx';
export { renderMarkdown } from './render-markdown.ts';
export { verbWord } from './verbs.ts';
export { WatchButton } from './watch-button.tsx';

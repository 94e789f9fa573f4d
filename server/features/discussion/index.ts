export { addComment } from './comment.store.ts';
export { mentionsIn } from './mention.rules.ts';
export { addWatcher, dropWatcher, watchersOf } from './watcher.store.ts';

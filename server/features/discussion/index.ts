export { addComment } from './comment.store.ts';
export { mentionsIn } from './mention.rules.ts';
export { tellOfMentions } from './tell-mentions.ts';
export { addWatchers, dropWatcher, watchersOf } from './watcher.store.ts';

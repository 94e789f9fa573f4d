export { addComment, dropComments } from './comment.store.ts';
export { mentionsIn } from './mention.rules.ts';
export { tellOfMentions } from './mentions.step.ts';
export { addWatchers, dropWatcher, dropWatching, watchersOf } from './watcher.store.ts';

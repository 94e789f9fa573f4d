export { addComment } from './comment.store.ts';

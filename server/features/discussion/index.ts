export { addComment, type Comment } from './comment.store.ts';

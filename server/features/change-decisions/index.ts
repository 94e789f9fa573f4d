export { voteAndFollow } from './vote.store.ts';

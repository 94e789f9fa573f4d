export { dropLooks } from './look.store.ts';
export { voteAndFollow } from './vote.store.ts';

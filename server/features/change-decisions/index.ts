export { dropLooks } from './look.store.ts';
export { comeBack, voteAndFollow } from './vote.step.ts';

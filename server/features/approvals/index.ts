export { answerQuestion } from './answer-question.ts';
export { hasPassed, stillSays } from './bound.rules.ts';
export { type Content, covers, leavesOf } from './content.rules.ts';
export { askQuestion, castVote } from './decide-round.ts';
export { fellBy, isStanding, voidings, withoutFallen } from './falling.rules.ts';
export { type Candidate, type Opening, openRound, skipRound } from './open-round.ts';
export { recordImportedRounds } from './record-imported-rounds.ts';
export {
  approvalsOf,
  deputiesWhoMay,
  eachOnce,
  newestOf,
  type Round,
  secondsOf,
  statusOf,
  stillOut,
  votingRoles,
  whyNoVoter,
} from './round.rules.ts';
export { doubtRounds, dropRounds, markEscalated, markReminded, resumeRounds, saveFirstWindow } from './round.store.ts';
export { roundsOf, roundsOfEach, roundsThatLost, roundsWithCommit } from './round.view.ts';
export { roundShown } from './shown.rules.ts';
export { expireRound, voidRounds } from './void-rounds.ts';
export { letVotesFall, takeBackVote } from './withdraw-vote.ts';

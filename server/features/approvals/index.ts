export { answerQuestion } from './answering.step.ts';
export { hasPassed, stillSays } from './bound.rules.ts';
export { closeExpired, voidRounds } from './closing.step.ts';
export { type Content, covers, leavesOf } from './content.rules.ts';
export { askQuestion, castVote } from './deciding.step.ts';
export { fellBy, isStanding, voidings, withoutFallen } from './falling.rules.ts';
export { recordImportedRounds } from './imported-rounds.step.ts';
export { type Candidate, type Opening, openRound, skipRound } from './opening.step.ts';
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
export { letVotesFall, takeBackVote } from './taking-back.step.ts';

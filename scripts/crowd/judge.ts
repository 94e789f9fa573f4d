import type { Act, Book } from './book.ts';
import type { Stored } from './stored.ts';

export type Verdict = {
  /** What somebody was told they did, and what does not stand. */
  lost: string[];
  /** What stands more often than it was asked for. */
  doubled: string[];
  /** What stands and nobody was told of. */
  unasked: string[];
  /** Changes whose story is none of the model, or that are further than their approvals let them. */
  astray: string[];
};

/** Holds what everybody was told against what stands: each act once, and none beside them. */
export function judge({ acts }: Book, stored: Stored): Verdict {
  const verdict: Verdict = { lost: [], doubled: [], unasked: [], astray: [] };
  compare(verdict, acts.flatMap(linesOf), linesIn(stored));
  verdict.astray.push(
    ...numbersTwice(stored),
    ...stored.changes.flatMap(({ id, number, state }) => [
      ...storyOff(stored, id, state).map((why) => `${number}: ${why}`),
      ...movesOff(acts, stored, id).map((why) => `${number}: ${why}`),
    ]),
  );
  return verdict;
}

/** What an act leaves: itself in the audit log, and a row. */
function linesOf(act: Act): string[] {
  const { by, changeId } = act;
  if (act.did === 'raised') return [`raised ${changeId} by ${by}`, `change ${changeId} ${act.number} of ${by}`];
  if (act.did === 'moved') return [`moved ${changeId} to ${act.to} by ${by}`];
  if (act.did === 'commented')
    return [
      `commented ${changeId} ${act.commentId} by ${by}`,
      `comment ${act.commentId} on ${changeId} of ${by}: ${act.words}`,
    ];
  if (act.did === 'asked')
    return [
      `asked ${changeId} ${act.words} by ${by}`,
      `question in ${act.roundId} on ${changeId} of ${by}: ${act.words}`,
    ];
  if (act.did === 'answered')
    return [`answered ${changeId} ${act.questionId} by ${by}`, `answer to ${act.questionId} of ${by}: ${act.words}`];
  if (act.did === 'edited') return [`edited ${changeId} by ${by}`];
  return [
    `${act.did} ${changeId} ${act.roundId} by ${by}`,
    `${act.did} in ${act.roundId} on ${changeId} of ${by} ${act.contentHash}`,
  ];
}

function linesIn({ changes, votes, questions, comments, events }: Stored): string[] {
  return [
    ...changes.map(({ id, number, requester }) => `change ${id} ${number} of ${requester}`),
    ...votes.map(
      ({ roundId, of, by, decision, contentHash }) =>
        `${decision === 'approve' ? 'approved' : 'rejected'} in ${roundId} on ${of} of ${by} ${contentHash}`,
    ),
    ...questions.map(({ roundId, of, by, words }) => `question in ${roundId} on ${of} of ${by}: ${words}`),
    ...questions.flatMap(({ id, answeredBy, answer }) =>
      answeredBy === '' ? [] : [`answer to ${id} of ${answeredBy}: ${answer}`],
    ),
    ...comments.map(({ id, subject, author, words }) => `comment ${id} on ${subject} of ${author}: ${words}`),
    ...events.flatMap(({ actor, verb, object, mark }) => {
      if (verb === 'change.raised') return [`raised ${object} by ${actor}`];
      if (verb === 'change.moved') return [`moved ${object} to ${mark} by ${actor}`];
      if (verb === 'change.commented') return [`commented ${object} ${mark} by ${actor}`];
      if (verb === 'change.edited') return [`edited ${object} by ${actor}`];
      const [, decided] = /^change\.(?:vote|question)_(approved|rejected|asked|answered)$/.exec(verb) ?? [];
      if (decided !== undefined) return [`${decided} ${object} ${mark} by ${actor}`];
      return follows.includes(verb) ? [] : [`${verb} ${object} by ${actor}`];
    }),
  ];
}

/** What the server adds by itself to what somebody did. */
const follows = ['change.round_opened', 'change.rounds_voided', 'change.approved', 'change.rejected'];

function compare({ lost, doubled, unasked }: Verdict, told: readonly string[], found: readonly string[]): void {
  const [wanted, standing] = [counted(told), counted(found)];
  for (const [line, times] of wanted) if ((standing.get(line) ?? 0) < times) lost.push(line);
  for (const [line, times] of standing) {
    const asked = wanted.get(line) ?? 0;
    if (times > asked) (asked > 0 ? doubled : unasked).push(line);
  }
}

function counted(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

const numbersTwice = ({ changes }: Stored): string[] =>
  [...counted(changes.map(({ number }) => number))].flatMap(([number, times]) =>
    times > 1 ? [`${number} is the number of ${times} changes`] : [],
  );

/**
 * The way of a change of the model *normal*: a no sends it back to be asked for anew, and an edit of what is asked about, or was said
 * yes to, asks again.
 */
const asked = '(?: vote_approved|(?: approved)? edited rounds_voided round_opened)*';
const way = new RegExp(
  `^raised(?: assess authorize round_opened${asked} vote_rejected rejected)*` +
    `( assess( authorize round_opened${asked}( approved( scheduled( implement( review( closed)?)?)?)?)?)?)?$`,
);
const beside = ['change.commented', 'change.question_asked', 'change.question_answered'];
const asksAnew = ['rounds_voided', 'round_opened'];
const places: Readonly<Record<string, string>> = {
  raised: 'draft',
  rejected: 'draft',
  edited: 'authorize',
  approved: 'build',
};

function storyOff({ events, rounds, votes }: Stored, id: string, state: string): string[] {
  const told = events
    .filter(({ object, verb }) => object === id && !beside.includes(verb))
    .map(({ verb, mark }) => (verb === 'change.moved' ? mark : verb.replace('change.', '')));
  const off = way.test(told.join(' ')) ? [] : [`its story is ${told.join(' ')}`];
  const last = told.findLast((one) => !one.startsWith('vote_') && !asksAnew.includes(one)) ?? '';
  const standsAt = places[last] ?? last;
  if (state !== standsAt) off.push(`it is in ${state}, and was brought to ${standsAt}`);
  const ofIt = rounds.filter(({ subject }) => subject === id);
  const latest = ofIt.at(-1);
  if (['build', 'scheduled', 'implement', 'review', 'closed'].includes(state)) {
    const isApproved = latest?.status === 'approved' && yesTo(votes, latest) >= latest.needed;
    if (!isApproved) off.push(`it is in ${state} without the approvals that it takes`);
  }
  const outlived = ofIt.filter((round) => round !== latest && !['voided', 'rejected'].includes(round.status));
  return [...off, ...outlived.map((round) => `${round.id} is ${round.status}, although it was asked again since`)];
}

/** Of each person once, and only to what the round asks about. */
const yesTo = (votes: Stored['votes'], { id, contentHash }: Stored['rounds'][number]): number =>
  new Set(
    votes
      .filter((vote) => vote.roundId === id && vote.decision === 'approve' && vote.contentHash === contentHash)
      .map(({ by }) => by),
  ).size;

/** The moves stand in the order in which those who made them were told, by the versions of the answers. */
function movesOff(acts: readonly Act[], { events }: Stored, id: string): string[] {
  const told = acts.filter((act) => act.did === 'moved').filter(({ changeId }) => changeId === id);
  const inOrder = told.toSorted((a, b) => a.version - b.version).map(({ to }) => to);
  const stands = events.filter(({ object, verb }) => object === id && verb === 'change.moved').map(({ mark }) => mark);
  return inOrder.join(' ') === stands.join(' ')
    ? []
    : [`it was moved to ${stands.join(' ')}, and people were told ${inOrder.join(' ')}`];
}

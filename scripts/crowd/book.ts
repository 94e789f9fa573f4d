export const readings = ['inbox', 'list', 'change'] as const;
export type Reading = (typeof readings)[number];

/** What somebody was told that they did, in their own words: what the answer said, not what the database says. */
export type Act = { by: string; changeId: string } & (
  | { did: 'raised'; number: string }
  | { did: 'moved'; from: string; to: string; version: number }
  | { did: 'approved' | 'rejected'; roundId: string; contentHash: string }
  | { did: 'asked'; roundId: string; words: string }
  | { did: 'answered'; questionId: string; words: string }
  | { did: 'edited'; version: number; testPlan: string }
  | { did: 'commented'; commentId: string; words: string }
);

/** What the whole crowd has seen and done. */
export type Book = {
  acts: Act[];
  /** How long each answer took, in ms. */
  times: Record<Reading | 'act', number[]>;
  /** Refusals that tell of a race, by their code. */
  races: Record<string, number>;
  /** Requests sent twice at once, and such as were sent again because no answer had come. */
  repeated: { atOnce: number; again: number };
  /** Everything that is neither done nor a race. */
  faults: string[];
};

export const emptyBook = (): Book => ({
  acts: [],
  times: { inbox: [], list: [], change: [], act: [] },
  races: {},
  repeated: { atOnce: 0, again: 0 },
  faults: [],
});

/** The kinds of acts that nobody has been told of doing. */
export const undoneIn = ({ acts }: Book): Act['did'][] => kinds.filter((kind) => !acts.some(({ did }) => did === kind));
const kinds = ['raised', 'moved', 'approved', 'rejected', 'asked', 'answered', 'edited', 'commented'] as const;

/** How many changes were carried to the end. */
export const closedIn = ({ acts }: Book): number =>
  acts.filter((act) => act.did === 'moved' && act.to === 'closed').length;

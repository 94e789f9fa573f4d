import {
  type ModelDefinition,
  type StateDefinition,
  type TransitionDefinition,
  usualQuestions,
} from '@interlock/contract/models.ts';

type Loose = Readonly<Record<string, unknown>>;
const isList = (value: unknown): value is Loose[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null);

const blankState = { requires: [], requiresWhen: [], approvals: [], tasks: [] };
const blankMove = {
  movers: [],
  guards: [],
  enforce: {},
  guardsWhen: {},
  conditions: [],
  earlyMovers: [],
  asksPlannedEnd: false,
  reportsOutcome: false,
  passesWhen: [],
};

const blankRound = {
  key: '',
  name: '',
  group: '',
  quorum: { kind: 'any' },
  oneRejectionEnds: true,
  covers: [],
  order: 1,
  advisory: false,
  remindAfterHours: 24,
  escalateAfterHours: 48,
  expiresAtStart: false,
};
const blankTask = { kind: 'implementation', title: '', description: '', level: 1, steps: [] };
const blankStep = { text: '', minutes: 0, automatic: false };
const blankTolerance = { sameDay: true, shiftMinutes: 0, longer: false };
const blankCondition = { when: '', why: '', clearedBy: [], enforcement: 'block' };

/** Those of a list that are something, each with what was left out. */
const filled = (list: unknown, blank: Loose): Loose[] =>
  isList(list) ? list.map((one) => ({ ...blank, ...one })) : [];

const wholeState = (state: Loose): Loose => ({
  ...blankState,
  ...state,
  approvals: filled(state['approvals'], blankRound).map(({ tolerance, ...round }) =>
    typeof tolerance === 'object' && tolerance !== null
      ? { ...round, tolerance: { ...blankTolerance, ...tolerance } }
      : round,
  ),
  tasks: filled(state['tasks'], blankTask).map((task) => ({ ...task, steps: filled(task['steps'], blankStep) })),
});

const wholeMove = (made: Loose): Loose => ({
  ...blankMove,
  ...made,
  conditions: filled(made['conditions'], blankCondition),
});

/** A definition with what was left out filled in, so that forms can show it; nothing where it is another shape. */
export function editable(definition: Loose): ModelDefinition | undefined {
  const { states, transitions, cancel, run, review } = definition;
  if (!isList(states) || !isList(transitions)) return undefined;
  return {
    raise: 'change.raise',
    raisedFrom: 'form',
    retrospective: false,
    assigneeMayClose: false,
    ...definition,
    run: { noticeMinutes: 15, extensionDeciders: 1, ...(typeof run === 'object' ? run : {}) },
    review: { questions: usualQuestions, ...(typeof review === 'object' ? review : {}) },
    cancel: { from: [], movers: [], ...(typeof cancel === 'object' ? cancel : {}) },
    // `as`: a draft may say anything; what forms reach into is there, and the server says what is wrong with the rest.
    states: states.map((state) => wholeState(state) as unknown as StateDefinition),
    transitions: transitions.map((made) => wholeMove(made) as unknown as TransitionDefinition),
  };
}

/** The list with one of it replaced, taken out, or moved by places. */
export const replaced = <T>(list: readonly T[], at: number, next: T): T[] =>
  list.map((one, index) => (index === at ? next : one));
export const taken = <T>(list: readonly T[], at: number): T[] => list.filter((_one, index) => index !== at);
export function shifted<T>(list: readonly T[], at: number, by: number): T[] {
  const rest = taken(list, at);
  const one = list[at];
  return one === undefined ? [...list] : [...rest.slice(0, at + by), one, ...rest.slice(at + by)];
}

type States = readonly Pick<StateDefinition, 'key' | 'kind'>[];

/** Where a new state stands: before the looking back and the end, never where a change is born. */
export function placeOfNewState(states: States): number {
  const last = states.findIndex(({ kind }) => kind === 'review' || kind === 'closed');
  return last === -1 ? states.length : Math.max(last, Math.min(1, states.length));
}

/** What a new move joins: the last state that nothing leads on from, and the one after it; else the last two. */
export function endsOfNewMove({ states, transitions }: Pick<ModelDefinition, 'states' | 'transitions'>): {
  from: string;
  to: string;
} {
  const leadsNowhere = ({ key, kind }: States[number]) =>
    kind !== 'closed' && kind !== 'cancelled' && !transitions.some(({ from }) => from === key);
  const found = states.findLastIndex(leadsNowhere);
  const at = found === -1 ? Math.max(states.length - 2, 0) : found;
  return { from: states[at]?.key ?? '', to: states[at + 1]?.key ?? states[0]?.key ?? '' };
}

/** A key that no other state has. */
export function keyFrom(name: string, taken: readonly string[]): string {
  const plain =
    name
      .toLowerCase()
      .replace(/[^a-z]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 36) || 'state';
  const tails = ['', ...'bcdefghijklmnopqrstuvwxyz'].map((tail) => (tail ? `${plain}_${tail}` : plain));
  return tails.find((key) => !taken.includes(key)) ?? plain;
}

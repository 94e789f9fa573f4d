type Path = readonly PropertyKey[];
type Loose = Readonly<Record<PropertyKey, unknown>>;

const within = (thing: unknown, key: PropertyKey): unknown =>
  typeof thing === 'object' && thing !== null ? (thing as Loose)[key] : undefined;
export const at = (thing: unknown, path: Path): unknown => path.reduce(within, thing);
const saidAt = (thing: unknown, key: string): string => {
  const said = within(thing, key);
  return typeof said === 'string' ? said.trim().slice(0, 60) : '';
};

const stateName = (definition: unknown, key: unknown): string => {
  const states = within(definition, 'states');
  const state = Array.isArray(states) ? states.find((one) => within(one, 'key') === key) : undefined;
  return saidAt(state, 'name') || String(key ?? '');
};

const moveName = (definition: unknown, made: unknown, nth: number): string => {
  const ends = `${stateName(definition, within(made, 'from'))} to ${stateName(definition, within(made, 'to'))}`;
  return `${saidAt(made, 'label') || `Move ${nth}`} (${ends})`;
};

/** What each list of a definition is a list of: how one of it is called, by its own name or else by its number. */
const called: Readonly<Record<string, (one: unknown, nth: number, definition: unknown) => string>> = {
  states: (one, nth) => saidAt(one, 'name') || saidAt(one, 'key') || `State ${nth}`,
  transitions: (one, nth, definition) => moveName(definition, one, nth),
  approvals: (one, nth) => `round ${saidAt(one, 'name') || nth}`,
  tasks: (one, nth) => `task ${saidAt(one, 'title') || nth}`,
  steps: (_one, nth) => `step ${nth}`,
  requiresWhen: (_one, nth) => `demand ${nth} under a condition`,
  conditions: (_one, nth) => `guard ${nth} of your own`,
  questions: (_one, nth) => `question ${nth}`,
};
const parts: Readonly<Record<string, string>> = { cancel: 'Cancelling', run: 'The run', review: 'The review' };

/** Where in a definition a path leads, from the outside to the inside, as people call it: *Implement, task 2*. */
export function placeOf(definition: unknown, path: Path): string {
  const crumbs = path.flatMap((step, index): string[] => {
    const list = path[index - 1];
    if (typeof step === 'string') return index === 0 && parts[step] ? [parts[step]] : [];
    const name = typeof list === 'string' ? called[list] : undefined;
    return name ? [name(at(definition, path.slice(0, index + 1)), Number(step) + 1, definition)] : [];
  });
  return crumbs.join(', ');
}

/** Whether a path leads to one of a list or a part of the whole itself, and not to a field of it. */
export const isPlace = (definition: unknown, path: Path): boolean =>
  placeOf(definition, path) !== placeOf(definition, path.slice(0, -1));

/** What the editor writes beside each field, by its name, or by its list and its name where that says more. */
const labels: Readonly<Record<string, string>> = {
  name: 'Name',
  key: 'Key',
  kind: 'Kind',
  requires: 'Filled in before it is entered',
  'requiresWhen.when': 'Where',
  fields: 'is filled in as well',
  rejectedTo: 'A no leads to',
  'approvals.name': 'Name of the round',
  'approvals.key': 'Key of the round',
  group: 'Asks',
  quorum: 'Takes the yes of',
  percent: 'Per cent',
  covers: 'Covers',
  order: 'Place in the order',
  when: 'Asks only where',
  shiftMinutes: 'By so many minutes at most',
  remindAfterHours: 'Reminds after (hours)',
  escalateAfterHours: 'Escalates after (hours)',
  title: 'What is to be done',
  owner: 'Given to',
  level: 'Level',
  description: 'Description',
  'steps.text': 'Step',
  minutes: 'Minutes',
  label: 'What the button says',
  from: 'From',
  to: 'To',
  movers: 'Made by',
  'transitions.when': 'Offered only where',
  guards: 'Guards',
  enforce: 'While it is not so',
  guardsWhen: 'Asks only where',
  'conditions.when': 'Holds where',
  why: 'Why, in your words',
  clearedBy: 'Cleared by',
  enforcement: 'While it does not hold',
  earlyMovers: 'May be made early, with a reason, by',
  passesWhen: 'Made by itself where the outcome is',
  raise: 'Raising one takes',
  raisedFrom: 'Raised from',
  'cancel.from': 'It can be cancelled in',
  'cancel.movers': 'Cancelled by',
  noticeMinutes: 'Minutes before the point of no return at which its passing is announced',
  extensionDeciders: 'Change managers who grant more time',
  'questions.text': 'Question',
  'questions.kind': 'Answered in',
  states: 'States',
  transitions: 'Moves',
};

/** The field to which a path leads, by its label in the editor, or by its name in the definition where it has none there. */
export function fieldOf(path: Path): string {
  const names = path.filter((step): step is string => typeof step === 'string');
  for (let index = names.length - 1; index >= 0; index -= 1) {
    const label = labels[names.slice(Math.max(0, index - 1), index + 1).join('.')] ?? labels[names[index] ?? ''];
    if (label) return label;
  }
  return names.at(-1) ?? '';
}

import { fieldWord } from '@interlock/contract/field-words.ts';
import type {
  ModelDefinition,
  Mover,
  RoundDefinition,
  StateDefinition,
  TransitionDefinition,
} from '@interlock/contract/models.ts';

/** What is called how: groups by their ids. */
type Names = ReadonlyMap<string, string>;

/** What a model says otherwise than before, sentence by sentence, for whoever decides on it. */
export function differencesOf(before: ModelDefinition, after: ModelDefinition, names: Names): string[] {
  return [
    ...wholeDifferences(before, after, names),
    ...stateDifferences(before, after, names),
    ...moveDifferences(before, after, names),
  ];
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const listed = (words: readonly string[]): string => (words.length === 0 ? 'nobody' : words.join(', '));

const places: Record<string, string> = {
  requester: 'the requester',
  coordinator: 'a coordinator',
  change_manager: 'a change manager',
  assignee: 'the assignee',
  round: 'the round',
};
const moverName = (mover: Mover, names: Names): string =>
  'group' in mover ? (names.get(mover.group) ?? mover.group) : (places[mover.is] ?? mover.is);
const movers = (of: readonly Mover[], names: Names): string => listed(of.map((mover) => moverName(mover, names)));

/** What came and what went of a list, in sentences. */
function cameAndWent(before: readonly string[], after: readonly string[], came: string, went: string): string[] {
  return [
    ...after.filter((one) => !before.includes(one)).map((one) => `${came} ${one}.`),
    ...before.filter((one) => !after.includes(one)).map((one) => `${went} ${one}.`),
  ];
}

function reviewDifferences({ review: before }: ModelDefinition, { review: after }: ModelDefinition): string[] {
  return JSON.stringify(before) === JSON.stringify(after) ? [] : ['What its review is asked.'];
}

function runDifferences({ run: before }: ModelDefinition, { run: after }: ModelDefinition): string[] {
  const told: string[] = [];
  if (before.noticeMinutes !== after.noticeMinutes)
    told.push(
      `The point of no return is announced ${after.noticeMinutes} minutes before instead of ${before.noticeMinutes}.`,
    );
  if (before.extensionDeciders !== after.extensionDeciders)
    told.push(`More time takes ${after.extensionDeciders} change managers instead of ${before.extensionDeciders}.`);
  return told;
}

function wholeDifferences(before: ModelDefinition, after: ModelDefinition, names: Names): string[] {
  const told: string[] = [];
  const flag = (on: boolean, yes: string, no: string) => told.push(on ? yes : no);
  if (before.raise !== after.raise) told.push(`Raising one takes ${after.raise} instead of ${before.raise}.`);
  if (before.raisedFrom !== after.raisedFrom)
    flag(after.raisedFrom === 'template', 'It is raised only from a template.', 'It is raised on the form.');
  if (before.retrospective !== after.retrospective)
    flag(
      after.retrospective,
      'It is for work that was done already.',
      'It is no longer for work that was done already.',
    );
  if (before.assigneeMayClose !== after.assigneeMayClose)
    flag(
      after.assigneeMayClose,
      'Whoever carries it out may close it.',
      'Whoever carries it out may no longer close it.',
    );
  told.push(...runDifferences(before, after), ...reviewDifferences(before, after));
  const nameIn =
    ({ states }: ModelDefinition) =>
    (key: string) =>
      states.find((state) => state.key === key)?.name ?? key;
  told.push(
    ...cameAndWent(
      before.cancel.from.map(nameIn(before)),
      after.cancel.from.map(nameIn(after)),
      'It can be cancelled in',
      'It can no longer be cancelled in',
    ),
  );
  if (!same(before.cancel.movers, after.cancel.movers))
    told.push(
      `It is cancelled by ${movers(after.cancel.movers, names)} instead of ${movers(before.cancel.movers, names)}.`,
    );
  const order = ({ states }: ModelDefinition, among: ModelDefinition) =>
    states.map(({ key }) => key).filter((key) => among.states.some((state) => state.key === key));
  if (!same(order(before, after), order(after, before))) told.push('The states are in another order.');
  return told;
}

function stateDifferences(before: ModelDefinition, after: ModelDefinition, names: Names): string[] {
  const found = (definition: ModelDefinition, key: string) => definition.states.find((state) => state.key === key);
  return [
    ...after.states.flatMap((state) => {
      const was = found(before, state.key);
      return was ? oneState(was, state, names) : newState(state, names);
    }),
    ...before.states.filter(({ key }) => !found(after, key)).map(({ name }) => `The state ${name} is gone.`),
  ];
}

function newState(state: StateDefinition, names: Names): string[] {
  const asks = state.approvals.map(
    (round) => `It asks ${names.get(round.group) ?? round.group} (${quorumWords(round)}) as ${round.name}.`,
  );
  const demands = state.requires.length > 0 ? [`It demands ${state.requires.map(fieldWord).join(', ')}.`] : [];
  return [[`The state ${state.name} (${state.kind}) is new.`, ...demands, ...asks].join(' ')];
}

function oneState(before: StateDefinition, after: StateDefinition, names: Names): string[] {
  const { name } = after;
  const told: string[] = [];
  if (before.name !== name) told.push(`The state ${before.name} is called ${name}.`);
  if (before.kind !== after.kind) told.push(`${name} means ${after.kind} instead of ${before.kind}.`);
  told.push(
    ...cameAndWent(
      before.requires.map(fieldWord),
      after.requires.map(fieldWord),
      `${name} demands`,
      `${name} no longer demands`,
    ),
  );
  const conditional = ({ requiresWhen }: StateDefinition) =>
    requiresWhen.map(({ when, fields }) => `${fields.map(fieldWord).join(', ')} where ${when}`);
  told.push(...cameAndWent(conditional(before), conditional(after), `${name} demands`, `${name} no longer demands`));
  told.push(...roundDifferences(before, after, names));
  if (before.rejectedTo !== after.rejectedTo && after.rejectedTo !== undefined && before.rejectedTo !== undefined)
    told.push(`A no of ${name} leads to ${after.rejectedTo} instead of ${before.rejectedTo}.`);
  const tasks = ({ tasks: given }: StateDefinition) =>
    given.map(({ kind, title, level }) => `the ${kind} task ${title} (level ${level})`);
  told.push(...cameAndWent(tasks(before), tasks(after), `${name} gives`, `${name} no longer gives`));
  return told;
}

function roundDifferences(before: StateDefinition, after: StateDefinition, names: Names): string[] {
  return [
    ...after.approvals.flatMap((round) => {
      const was = before.approvals.find(({ key }) => key === round.key);
      return was ? oneRound(was, round, names) : [`${after.name} asks ${roundWords(round, names)}.`];
    }),
    ...before.approvals
      .filter(({ key }) => !after.approvals.some((round) => round.key === key))
      .map((round) => `${after.name} no longer asks ${roundWords(round, names)}.`),
  ];
}

const roundWords = (round: RoundDefinition, names: Names): string =>
  `${names.get(round.group) ?? round.group} as ${round.name} (${quorumWords(round)}${round.advisory ? ', advisory' : ''})`;

const quorumWords = ({ quorum }: RoundDefinition): string =>
  quorum.kind === 'any' ? 'any one' : quorum.kind === 'all' ? 'all' : `${quorum.percent} %`;

/** What can be told of a round, each with what it says; one that says the same before and after is left out. */
const aspects: Record<string, (round: RoundDefinition, names: Names) => string> = {
  'is called': ({ name }) => name,
  asks: ({ group }, names) => names.get(group) ?? group,
  'takes the yes of': quorumWords,
  'ends with one no': ({ oneRejectionEnds }) => (oneRejectionEnds ? 'yes' : 'no'),
  covers: ({ covers }) => (covers.length === 0 ? 'everything' : covers.join(', ')),
  'asks at place': ({ order }) => String(order),
  is: ({ advisory }) => (advisory ? 'advisory' : 'mandatory'),
  'asks where': ({ when }) => when ?? 'always',
  tolerates: ({ tolerance }) =>
    tolerance === undefined
      ? 'no other window'
      : `a window moved by ${tolerance.shiftMinutes} minutes${tolerance.sameDay ? ' on the same day' : ''}${tolerance.longer ? ', also a longer one' : ''}`,
  'reminds after hours': ({ remindAfterHours }) => String(remindAfterHours),
  'escalates after hours': ({ escalateAfterHours }) => String(escalateAfterHours),
  'expires at the planned start': ({ expiresAtStart }) => (expiresAtStart ? 'yes' : 'no'),
};

const oneRound = (before: RoundDefinition, after: RoundDefinition, names: Names): string[] =>
  Object.entries(aspects).flatMap(([what, saidBy]) => {
    const [was, is] = [saidBy(before, names), saidBy(after, names)];
    return was === is ? [] : [`The round ${after.name} ${what}: ${is} (was: ${was}).`];
  });

function moveDifferences(before: ModelDefinition, after: ModelDefinition, names: Names): string[] {
  const found = ({ transitions }: ModelDefinition, made: TransitionDefinition) =>
    transitions.find(({ from, to }) => from === made.from && to === made.to);
  const called = ({ states }: ModelDefinition, { label, from, to }: TransitionDefinition) => {
    const name = (key: string) => states.find((state) => state.key === key)?.name ?? key;
    return `${label} (${name(from)} to ${name(to)})`;
  };
  return [
    ...after.transitions.flatMap((made) => {
      const was = found(before, made);
      if (was) return oneMove(was, made, called(after, made), names);
      return [`The move ${called(after, made)} is new: ${movers(made.movers, names)} may make it.`];
    }),
    ...before.transitions
      .filter((made) => !found(after, made))
      .map((made) => `The move ${called(before, made)} is gone.`),
  ];
}

function oneMove(before: TransitionDefinition, after: TransitionDefinition, called: string, names: Names): string[] {
  const told: string[] = [];
  if (before.label !== after.label) told.push(`${called} was labelled ${before.label}.`);
  if (!same(before.movers, after.movers))
    told.push(`${called} is made by ${movers(after.movers, names)} instead of ${movers(before.movers, names)}.`);
  if (!same(before.earlyMovers, after.earlyMovers))
    told.push(
      `${called} is made early by ${movers(after.earlyMovers, names)} instead of ${movers(before.earlyMovers, names)}.`,
    );
  const guards = ({ guards: all, enforce, guardsWhen }: TransitionDefinition) =>
    all.map((guard) => {
      const called = enforce[guard] === undefined ? guard : `${guard} (${enforce[guard]})`;
      return guardsWhen[guard] === undefined ? called : `${called} where ${guardsWhen[guard]}`;
    });
  told.push(
    ...cameAndWent(guards(before), guards(after), `${called} is guarded by`, `${called} is no longer guarded by`),
  );
  const conditions = ({ conditions: all }: TransitionDefinition) =>
    all.map(
      ({ when, why, enforcement, clearedBy }) =>
        `${when} (${enforcement}: ${why}; cleared by ${movers(clearedBy, names)})`,
    );
  told.push(...cameAndWent(conditions(before), conditions(after), `${called} takes`, `${called} no longer takes`));
  if (before.when !== after.when)
    told.push(
      after.when === undefined ? `${called} is always offered.` : `${called} is offered only where ${after.when}.`,
    );
  const flags = ({ asksPlannedEnd, reportsOutcome, passesWhen }: TransitionDefinition) => [
    ...(asksPlannedEnd ? ['asks for the planned end'] : []),
    ...(reportsOutcome ? ['asks how the work went'] : []),
    ...passesWhen.map((outcome) => `is made by itself where the outcome is ${outcome}`),
  ];
  told.push(...cameAndWent(flags(before), flags(after), called, `No longer so: ${called}`));
  return told;
}

import { isBeforeWork, orderIn } from './model-order.ts';

/** What stands in the way of a change ever following a model: where in the definition, and why. */
export type ModelFault = { path: (string | number)[]; message: string; params?: { noState: string } };

const noState = (path: ModelFault['path'], key: string): ModelFault => ({
  path,
  message: `there is no state ${key}`,
  params: { noState: key },
});

/** What of a model's definition is looked at. */
type Definition = {
  states: readonly {
    key: string;
    kind: string;
    approvals: readonly { key: string }[];
    rejectedTo?: string | undefined;
  }[];
  transitions: readonly {
    from: string;
    to: string;
    guards: readonly string[];
    reportsOutcome: boolean;
    passesWhen: readonly string[];
  }[];
  cancel: { from: readonly string[] };
  retrospective: boolean;
  review: { questions: readonly { key: string }[] };
};

export const modelFaults = (definition: Definition): ModelFault[] => [
  ...stateFaults(definition),
  ...transitionFaults(definition),
  ...passingFaults(definition),
  ...approvalFaults(definition),
  ...reviewFaults(definition),
];

function stateFaults({ states, cancel }: Definition): ModelFault[] {
  const keys = states.map(({ key }) => key);
  const faults = states.flatMap(({ key, kind }, index): ModelFault[] => {
    const path = ['states', index, 'key'];
    if (keys.indexOf(key) < index) return [{ path, message: `${key} is there twice` }];
    if (key === 'cancelled' || kind === 'cancelled') return [{ path, message: 'cancelled belongs to every model' }];
    return [];
  });
  const first = states[0];
  if (first && !isBeforeWork(first.kind)) {
    faults.push({ path: ['states', 0, 'kind'], message: 'a change is born before its work' });
  }
  for (const [index, key] of cancel.from.entries()) {
    if (!keys.includes(key)) faults.push(noState(['cancel', 'from', index], key));
  }
  return faults;
}

function transitionFaults({ states, transitions }: Definition): ModelFault[] {
  const kinds = new Map(states.map(({ key, kind }) => [key, kind]));
  const ways = transitions.map(({ from, to }) => `${from} ${to}`);
  return transitions.flatMap((made, index): ModelFault[] => {
    const path = ['transitions', index];
    const unknown = (['from', 'to'] as const).filter((end) => !kinds.has(made[end]));
    if (unknown.length > 0) return unknown.map((end) => noState([...path, end], made[end]));
    if (made.from === made.to) return [{ path, message: 'it leads nowhere' }];
    if (ways.indexOf(`${made.from} ${made.to}`) < index) return [{ path, message: 'this way is there twice' }];
    if (kinds.get(made.from) === 'closed') return [{ path, message: 'what is closed is over' }];
    const closes = kinds.get(made.to) === 'closed';
    if (closes === made.guards.includes('closure')) return [];
    return [
      {
        path: [...path, 'guards'],
        message: 'closing takes the guard “It is said how it ended”, and nothing else does',
      },
    ];
  });
}

function passingFaults({ states, transitions }: Definition): ModelFault[] {
  const kinds = new Map(states.map(({ key, kind }) => [key, kind]));
  return transitions.flatMap(({ from, to, reportsOutcome, passesWhen }, index): ModelFault[] => {
    const path = ['transitions', index];
    if (reportsOutcome && kinds.get(from) !== 'implement')
      return [{ path: [...path, 'reportsOutcome'], message: 'only work that is under way has an outcome' }];
    if (passesWhen.length === 0) return [];
    const at = [...path, 'passesWhen'];
    if (kinds.get(to) !== 'closed') return [{ path: at, message: 'only closing passes by itself' }];
    const told = transitions.some((made) => made.to === from && made.reportsOutcome);
    return told ? [] : [{ path: at, message: `nobody reports an outcome on the way to ${from}` }];
  });
}

function approvalFaults(definition: Definition): ModelFault[] {
  const { states } = definition;
  const reached = reachable(definition);
  return states.flatMap(({ key, kind, approvals, rejectedTo }, index): ModelFault[] => {
    if (approvals.length === 0) return [];
    const path = ['states', index, 'approvals'];
    if (index === 0) return [{ path, message: 'a change is born without asking' }];
    if (!isBeforeWork(kind)) return [{ path, message: 'approval comes before the work' }];
    if (!reached.has(key)) return [{ path, message: 'nothing leads to it: add a move to it, or take it out' }];
    const rejected = orderIn(definition)(rejectedTo ?? '');
    if (rejectedTo !== undefined && rejected === -1) return [noState(['states', index, 'rejectedTo'], rejectedTo)];
    const kindThere = states[rejected]?.kind;
    if (kindThere && rejected < index && isBeforeWork(kindThere)) return [];
    // Work that is done already can be censured, and then it is reviewed.
    if (definition.retrospective && kindThere === 'review') return [];
    return [{ path: ['states', index, 'rejectedTo'], message: 'a no leads to an earlier state, before the work' }];
  });
}

/** The states to which some way leads from the first. */
function reachable({ states, transitions }: Definition): ReadonlySet<string> {
  const reached = new Set(states.slice(0, 1).map(({ key }) => key));
  for (const key of reached) for (const { from, to } of transitions) if (from === key) reached.add(to);
  return reached;
}

function reviewFaults({ review }: Definition): ModelFault[] {
  const keys = review.questions.map(({ key }) => key);
  return keys.flatMap((key, index) =>
    keys.indexOf(key) < index
      ? [{ path: ['review', 'questions', index, 'key'], message: `${key} is there twice` }]
      : [],
  );
}

import { type ChangeFact, changeFacts } from '@interlock/contract/facts.ts';
import { environmentOf, type Parsed, parsed } from '../../platform/conditions/cel.ts';
import { inWords, type Said } from './fact-words.rules.ts';

const environment = environmentOf({ change: changeFacts });
const said = new Map<string, string>();
const MOST_KEPT = 500;

/** A condition in words that follow "where"; one that no sentence of ours says is left as it is written. */
export function conditionInWords(source: string): string {
  const known = said.get(source);
  if (known !== undefined) return known;
  const tree = parsed(environment, source);
  const read = tree && readOf(tree);
  const words = read ? inWords(read) : source;
  if (said.size >= MOST_KEPT) said.clear();
  said.set(source, words);
  return words;
}

const isFact = (name: string): name is ChangeFact => Object.hasOwn(changeFacts, name);

/** The name behind `change.`; nothing for anything else. */
function factIn(tree: Parsed | undefined): ChangeFact | undefined {
  if (tree?.op !== '.') return undefined;
  const [of, name] = tree.args;
  return of?.op === 'id' && of.value === 'change' && typeof name?.value === 'string' && isFact(name.value)
    ? name.value
    : undefined;
}

const valueIn = (tree: Parsed | undefined): string | number | undefined =>
  tree?.op === 'value' && (typeof tree.value === 'string' || typeof tree.value === 'number') ? tree.value : undefined;

const comparisons = ['==', '!=', '<', '<=', '>', '>='] as const;
const turned = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;
const textTests = ['startsWith', 'endsWith', 'contains'] as const;

function readOf(tree: Parsed): Said | undefined {
  if (tree.op === '&&' || tree.op === '||') return joined(tree, tree.op);
  if (tree.op === '!_') return notOf(tree.args[0]);
  const fact = factIn(tree);
  if (fact && changeFacts[fact] === 'bool') return { is: 'true', fact };
  const by = comparisons.find((one) => one === tree.op);
  if (by) return comparedOf(tree, by);
  return tree.op === 'in' ? amongOf(tree) : calledOf(tree);
}

/** `a && b && c` is one list, however it is nested. */
function joined(tree: Parsed, op: '&&' | '||'): Said | undefined {
  const parts = tree.args.flatMap((part) => (part.op === op ? part.args : [part])).map(readOf);
  const of = parts.filter((part) => part !== undefined);
  return of.length === parts.length ? { is: op === '&&' ? 'all' : 'any', of } : undefined;
}

function notOf(tree: Parsed | undefined): Said | undefined {
  const read = tree && readOf(tree);
  if (read?.is === 'true') return { ...read, is: 'false' };
  if (read?.is === 'known') return { ...read, is: 'unknown' };
  return undefined;
}

function comparedOf({ args: [left, right] }: Parsed, by: (typeof comparisons)[number]): Said | undefined {
  const straight = { fact: factIn(left), value: valueIn(right), by };
  const {
    fact,
    value,
    by: read,
  } = straight.fact ? straight : { fact: factIn(right), value: valueIn(left), by: turned[by] };
  if (fact === undefined || value === undefined) return undefined;
  return { is: 'compared', fact, by: read, value };
}

function amongOf({ args: [left, right] }: Parsed): Said | undefined {
  const included = { fact: factIn(right), value: valueIn(left) };
  if (included.fact && typeof included.value === 'string')
    return { is: 'includes', fact: included.fact, value: included.value };
  const fact = factIn(left);
  const values = right?.op === 'list' ? right.args.map(valueIn).filter((value) => value !== undefined) : [];
  return fact && values.length > 0 && values.length === right?.args.length ? { is: 'among', fact, values } : undefined;
}

function calledOf({ op, value, args }: Parsed): Said | undefined {
  const fact = factIn(args[0]);
  if (fact === undefined) return undefined;
  if (op === 'call' && value === 'has') return { is: 'known', fact };
  const test = op === 'rcall' ? textTests.find((one) => one === value) : undefined;
  const words = valueIn(args[1]);
  return test && typeof words === 'string' ? { is: test, fact, value: words } : undefined;
}

import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { inWords, typeInWords } from './fault-words.ts';

/** A thing that expressions ask about, and the types of its fields: `change` to `priority` to `int`. */
export type Declared = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const LONGEST_SOURCE = 1_000;

/** Far below what the library allows: an expression is a sentence, not a program. */
const limits = { maxAstNodes: 2_000, maxDepth: 32, maxListElements: 1_000, maxMapEntries: 100, maxCallArguments: 16 };

/** Names by which JavaScript leads out of plain data. The library keeps them shut; none of them is a name of ours. */
const reserved = new Set(['constructor', '__proto__', 'prototype']);

export function environmentOf(declared: Declared): Environment {
  const environment = new Environment({ unlistedVariablesAreDyn: false, enableOptionalTypes: false, limits });
  for (const [name, schema] of Object.entries(declared)) environment.registerVariable({ name, schema: { ...schema } });
  return environment;
}

/** What is wrong with an expression, in words; empty where it can be asked and answers yes or no. */
export function faultsOf(environment: Environment, source: string): string[] {
  if (source.length > LONGEST_SOURCE) return [`it is longer than ${LONGEST_SOURCE} characters`];
  try {
    const parsed = environment.parse(source);
    const forbidden = wordsIn(parsed.ast).find((word) => reserved.has(word));
    if (forbidden !== undefined) return [`${forbidden} is not a name here`];
    if (calledIn(parsed.ast).has('matches')) return ['matches cannot be asked: use contains, startsWith or endsWith'];
    const { valid, type, error } = parsed.check();
    if (!valid) return [saidOf(error)];
    return type === 'bool' ? [] : [`it must answer true or false, and this is ${typeInWords(type ?? 'dyn')}`];
  } catch (error) {
    return [saidOf(error)];
  }
}

/** The library's sentence in our words, without its drawing of the source; what has no such name in `unknown` words. */
export function saidOf(error: unknown, unknown = 'there is no'): string {
  if (!(error instanceof Error)) return 'it cannot be read';
  const summary = 'summary' in error && typeof error.summary === 'string' ? error.summary : error.message;
  const [line = ''] = summary.split('\n');
  return inWords(line.replace(/^(?:No such key|Unknown variable):/, unknown)).slice(0, 200);
}

/** Every name and every text of an expression. */
function wordsIn(node: ASTNode): string[] {
  const words: string[] = [];
  const todo: unknown[] = [node];
  while (todo.length > 0) {
    const part = todo.pop();
    if (typeof part === 'string') words.push(part);
    else if (Array.isArray(part)) todo.push(...part);
    else if (typeof part === 'object' && part !== null && 'op' in part && 'args' in part) todo.push(part.args);
  }
  return words;
}

/** The functions that an expression calls. A search by pattern can take any time, whatever it searches. */
function calledIn(ast: ASTNode): ReadonlySet<unknown> {
  const called = new Set<unknown>();
  const todo: unknown[] = [ast];
  while (todo.length > 0) {
    const part = todo.pop();
    if (Array.isArray(part)) todo.push(...part);
    if (!isNode(part)) continue;
    if (part.op === 'call' || part.op === 'rcall') called.add(Array.isArray(part.args) ? part.args[0] : undefined);
    todo.push(part.args);
  }
  return called;
}

/** An expression as it was read: what is done, on what; names, texts and numbers stand in `value`. */
export type Parsed = { op: string; value: string | number | boolean | undefined; args: readonly Parsed[] };

/** Undefined for what cannot be read at all. */
export function parsed(environment: Environment, source: string): Parsed | undefined {
  if (faultsOf(environment, source).length > 0) return undefined;
  return partOf(environment.parse(source).ast);
}

/** The library's tree holds names bare among its parts; here each is a part of its own. */
function partOf(node: unknown): Parsed {
  if (!isNode(node)) return { op: 'name', value: plain(node), args: [] };
  const { op, args } = node;
  if (!Array.isArray(args)) {
    if (isNode(args)) return { op, value: undefined, args: [partOf(args)] };
    return { op, value: plain(args), args: [] };
  }
  if (op === 'call' || op === 'rcall') {
    const [name, ...of] = args;
    return { op, value: plain(name), args: of.flat().map(partOf) };
  }
  return { op, value: undefined, args: args.flat().map(partOf) };
}

const isNode = (part: unknown): part is { op: string; args: unknown } =>
  typeof part === 'object' && part !== null && 'op' in part && typeof part.op === 'string' && 'args' in part;

function plain(value: unknown): Parsed['value'] {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

import type { Program } from 'oxc-parser';

/** What a rule may object to inside a module: a table in a query, or a way of writing that is not ours. */
export type Sight =
  | { sees: 'write' | 'read'; table: string }
  | {
      sees:
        | 'write to an unnamed table'
        | 'read of an unnamed table'
        | 'transaction'
        | 'transaction past ctx'
        | 'job'
        | 'import while running'
        | 'clock'
        | 'chance'
        | 'process'
        | 'settings'
        | 'effect'
        | 'crash point'
        | 'code from text'
        | 'SQL from text'
        | 'SQL';
    };

const writing = new Set(['insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto']);
const reading = new Set(['selectFrom', 'innerJoin', 'leftJoin', 'rightJoin', 'fullJoin', 'crossJoin', 'table']);
/** What reaches beyond the database: mail, other machines, and a file that is put in its place. */
const effects = new Set(['createTransport', 'rename', 'fetch', 'globalThis.fetch', 'WebSocket', 'EventSource']);
const clocks = new Set(['Date.now', 'performance.now', 'process.hrtime', 'process.hrtime.bigint', 'process.uptime']);
const chances = new Set(['random', 'randomUUID', 'randomBytes', 'randomInt', 'getRandomValues']);
const runCode = new Set(['eval', 'Function']);

export type Node = { type: string } & Record<string, unknown>;

/** Walks a module's syntax tree, so that words in comments and in sentences for people are no sights. */
export function sightsIn(code: Program | Node): Sight[] {
  const found: Sight[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) visit(one);
    else if (isNode(value)) {
      found.push(...sightsAt(value));
      for (const child of Object.values(value)) visit(child);
    }
  };
  visit(code);
  return found;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function sightsAt(node: Node): Sight[] {
  if (node.type === 'TaggedTemplateExpression' && nameOf(node['tag']) === 'sql')
    return [...inSql(textOf(node['quasi'])), ...inHoles(node['quasi'])];
  if (node.type === 'MemberExpression' && nameOf(node['object']) === 'process')
    return [{ sees: nameOf(node) === 'process.env' ? 'settings' : 'process' }];
  if (node.type === 'NewExpression') return atCall(node, 'new ');
  if (node.type === 'CallExpression') return atCall(node, '');
  if (node.type === 'ImportExpression') return [{ sees: 'import while running' }];
  if (node.type === 'ImportDeclaration' && textIn(node['source']) === 'node:https') return [{ sees: 'effect' }];
  return [];
}

function atCall(node: Node, prefix: string): Sight[] {
  const name = nameOf(node['callee']);
  const last = name.split('.').at(-1) ?? '';
  const args = Array.isArray(node['arguments']) ? node['arguments'].filter(isNode) : [];
  if (effects.has(name)) return [{ sees: 'effect' }];
  if (name === 'crashPoint') return [{ sees: 'crash point' }];
  if (runCode.has(name)) return [{ sees: 'code from text' }];
  if ((name === 'Date' && args.length === 0) || clocks.has(name) || name.startsWith('Temporal.Now.'))
    return [{ sees: 'clock' }];
  if (chances.has(last)) return [{ sees: 'chance' }];
  if (prefix !== '') return [];
  if (name === 'sql.id') return [{ sees: 'read of an unnamed table' }];
  if (name === 'sql.raw' || name === 'CompiledQuery.raw') return [{ sees: 'SQL from text' }];
  if (last === 'enqueue') return [{ sees: 'job' }];
  if (last === 'transaction' || last === 'ownTransaction' || last === 'partTransaction')
    return [{ sees: /^ctx\.\w+$/.test(name) ? 'transaction' : 'transaction past ctx' }];
  if (last === 'query' && args[0] && isPutTogether(args[0])) return [{ sees: 'SQL from text' }];
  if (writing.has(last) && name.includes('.')) return [{ sees: 'SQL' }, ...tablesIn(args[0], 'write')];
  if (reading.has(last) && name.includes('.')) return [{ sees: 'SQL' }, ...tablesIn(args[0], 'read')];
  return [];
}

const textIn = (node: unknown): string => (isNode(node) && node.type === 'Literal' ? String(node['value']) : '');

/** `tx.insertInto` of `tx.insertInto(...)`; what is called on a call or an index is written as `?`. */
function nameOf(node: unknown): string {
  if (!isNode(node)) return '?';
  if (node.type === 'Identifier') return String(node['name']);
  if (node.type === 'MemberExpression') return `${nameOf(node['object'])}.${nameOf(node['property'])}`;
  return '?';
}

function tablesIn(arg: Node | undefined, sees: 'write' | 'read'): Sight[] {
  const items = arg?.type === 'ArrayExpression' && Array.isArray(arg['elements']) ? arg['elements'] : [arg];
  return items.flatMap((item): Sight[] => {
    if (isNode(item) && item.type === 'Literal') {
      const [table = ''] = String(item['value']).split(' ');
      return [{ sees, table: table.replace(/^public\./, '') }];
    }
    if (sees === 'write') return [{ sees: 'write to an unnamed table' }];
    return isNode(item) && !isQuery(item) ? [{ sees: 'read of an unnamed table' }] : [];
  });
}

/** A query in the place of a table: made there, or made before and given a name. */
const isQuery = (node: Node): boolean =>
  node.type.includes('Function') || (node.type === 'CallExpression' && nameOf(node['callee']).endsWith('.as'));

function isPutTogether(node: Node): boolean {
  if (node.type === 'BinaryExpression') return true;
  return node.type === 'TemplateLiteral' && Array.isArray(node['expressions']) && node['expressions'].length > 0;
}

function textOf(template: unknown): string {
  if (!isNode(template) || !Array.isArray(template['quasis'])) return '';
  return template['quasis'].map((quasi) => quasi.value.raw).join(' ? ');
}

const table = String.raw`(?:only\s+|lateral\s+)?(?:public\.)?"?(?!(?:only|lateral)\b)(\w+)"?`;
const writes = new RegExp(
  String.raw`\b(?:insert\s+into|(?<!for\s+|do\s+)update|delete\s+from|merge\s+into|truncate)\s+${table}`,
  'gi',
);
const reads = new RegExp(String.raw`(?<!delete\s+)\b(?:from|join|using)\s+${table}`, 'gi');

function inSql(raw: string): Sight[] {
  const text = raw.replace(/--.*$/gm, '');
  const alone = /^\s*(?:public\.)?"?(\w+)"?\s*$/.exec(text)?.[1];
  const named = (pattern: RegExp, sees: 'write' | 'read'): Sight[] =>
    [...text.matchAll(pattern)].map((found) => ({ sees, table: (found[1] ?? '').toLowerCase() }));
  const clock: Sight[] = /\b(?:now\s*\(\)|clock_timestamp\s*\(\)|current_timestamp\b)/i.test(text)
    ? [{ sees: 'clock' }]
    : [];
  // A name alone is put into another statement, and may be a table's.
  const part: Sight[] = alone ? [{ sees: 'read', table: alone.toLowerCase() }] : [];
  return [{ sees: 'SQL' }, ...named(writes, 'write'), ...named(reads, 'read'), ...part, ...clock];
}

const placeOfWrite = /(?:insert\s+into|(?<!for\s+|do\s+)update|delete\s+from|merge\s+into|truncate)\s+(?:only\s+)?$/i;
const placeOfRead = /\b(?:from|join|using)\s+(?:only\s+|lateral\s+)?$/i;

/** What stands where a table's name belongs: what is written to is named there; what is read may be a query, not a made name. */
function inHoles(template: unknown): Sight[] {
  if (!isNode(template) || !Array.isArray(template['quasis']) || !Array.isArray(template['expressions'])) return [];
  const texts = template['quasis'].map((quasi): string => quasi.value.raw);
  return template['expressions'].flatMap((hole, at): Sight[] => {
    if (placeOfWrite.test(texts[at] ?? '')) return [{ sees: 'write to an unnamed table' }];
    const made = isNode(hole) && nameOf(hole['callee']).startsWith('sql.');
    return made && placeOfRead.test(texts[at] ?? '') ? [{ sees: 'read of an unnamed table' }] : [];
  });
}

import type { EcmaScriptModule, Program } from 'oxc-parser';
import { isNode, type Node, sightsIn } from './sights.ts';

/**
 * What a module names at its top, and whether it acts by itself; `uses` are the names that it speaks of. What is `lent` a
 * transaction is for others, and wants theirs.
 */
export type Declared = { acts: boolean; lent: boolean; uses: ReadonlySet<string> };
/** A name that is taken from another module; `*` is all of it. */
export type Named = { from: string; name: string; local: string; type: boolean };

/** What writes, or changes what others see. */
const acting = new Set(['write', 'write to an unnamed table', 'transaction', 'transaction past ctx', 'job']);

/** What a module declares at its top, by name. */
export function declaredIn(program: Program): Map<string, Declared> {
  const found = new Map<string, Declared>();
  for (const statement of program.body) {
    const declared: unknown = 'declaration' in statement && statement.declaration ? statement.declaration : statement;
    if (!isNode(declared)) continue;
    const each = declared.type === 'VariableDeclaration' ? listOf(declared['declarations']) : [declared];
    const forOthers = statement.type === 'ExportNamedDeclaration';
    for (const one of each) if (isNode(one['id'])) found.set(String(one['id']['name']), whatIs(one, forOthers));
  }
  return found;
}

const listOf = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

const whatIs = (node: Node, forOthers: boolean): Declared => ({
  acts: takesTx(node) || sightsIn(node).some(({ sees }) => acting.has(sees)),
  lent: forOthers && takesTx(node),
  uses: spokenOf(node),
});

/** Whether it is a function that wants a transaction: it writes, or locks. */
function takesTx(node: Node): boolean {
  const made = isNode(node['init']) ? node['init'] : node;
  const typed = isNode(node['id']) ? node['id']['typeAnnotation'] : undefined;
  const params = made.type.includes('Function') ? listOf(made['params']) : [];
  return [...params, typed].some((part) => JSON.stringify(part ?? '').includes('"name":"Tx"'));
}

/** The names in the code; not those of types, nor what stands behind a dot or before a colon. */
function spokenOf(node: Node): Set<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) visit(one);
    else if (isNode(value)) {
      if (value.type === 'Identifier') found.add(String(value['name']));
      for (const [part, child] of Object.entries(value)) if (!isSilent(value, part)) visit(child);
    }
  };
  visit(node);
  return found;
}

const isSilent = (node: Node, part: string): boolean =>
  part === 'typeAnnotation' ||
  part === 'returnType' ||
  part === 'typeArguments' ||
  (node['computed'] === false && ((part === 'property' && node.type === 'MemberExpression') || part === 'key'));

/** What a module takes from others by name, and what it hands on. `resolved` makes a path of what an import says. */
export function namesIn(module: EcmaScriptModule, resolved: (name: string) => string) {
  const takes = module.staticImports.flatMap(({ moduleRequest, entries }) =>
    entries.map(
      ({ importName, localName, isType }): Named => ({
        from: resolved(moduleRequest.value),
        name: importName.kind === 'Default' ? 'default' : (importName.name ?? '*'),
        local: localName.value,
        type: isType,
      }),
    ),
  );
  const hands = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, importName, exportName, isType }): Named[] =>
      moduleRequest
        ? [
            {
              from: resolved(moduleRequest.value),
              name: importName.name ?? '*',
              local: exportName.name ?? '*',
              type: isType,
            },
          ]
        : [],
    ),
  );
  return { takes, hands };
}

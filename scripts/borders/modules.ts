import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { type Comment, type Program, parseSync } from 'oxc-parser';
import { type Declared, declaredIn, type Named, namesIn } from './declared.ts';
import { type Sight, sightsIn } from './sights.ts';

export type Module = {
  path: string;
  /** Paths within the clone, or the names of packages. */
  imports: string[];
  takes: Named[];
  hands: Named[];
  declared: ReadonlyMap<string, Declared>;
  /** The comments above the first thing that it declares. */
  head: string;
  sights: Sight[];
};

const folders = ['contract', 'server', 'web', 'cli', 'scripts'];
const skipped = new Set(['node_modules', 'dist', 'compiled', 'data', 'locales']);

/** Every module of a clone that we write, with what it imports and what of it the rules look at. */
export function readModules(root: string): Module[] {
  return folders.flatMap((folder) => filesUnder(root, folder)).map((path) => readModule(root, path));
}

function filesUnder(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesUnder(root, path);
    return /\.(?:tsx?|mjs)$/.test(entry.name) ? [path] : [];
  });
}

const readModule = (root: string, path: string): Module => moduleOf(path, readFileSync(join(root, path), 'utf8'));

export function moduleOf(path: string, text: string): Module {
  const { program, module, comments, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  const named = [
    ...module.staticImports.map((one) => one.moduleRequest.value),
    ...module.staticExports.flatMap((one) => one.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...importCalls(withoutComments(text, comments)),
  ];
  const imports = [...new Set(named.map((name) => resolved(path, name)))];
  return {
    ...{ path, imports, ...namesIn(module, (name) => resolved(path, name)), declared: declaredIn(program) },
    ...{ head: headIn(program, comments), sights: sightsIn(program) },
  };
}

function headIn({ body }: Program, comments: Comment[]): string {
  const first = body.find(({ type }) => type !== 'ImportDeclaration')?.start ?? Number.POSITIVE_INFINITY;
  const above = comments.filter(({ end }) => end <= first);
  return above.map(({ value }) => value).join('\n');
}

/** `import('x')`, also where it stands for a type, which no module record names. */
function importCalls(code: string): string[] {
  return [...code.matchAll(/\bimport\(\s*(['"`])([^'"`]+)\1/g)].flatMap((found) => found[2] ?? []);
}

function withoutComments(text: string, comments: Comment[]): string {
  return comments.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
}

function resolved(from: string, name: string): string {
  if (name.startsWith('.')) return posix.join(dirname(from), name);
  return name.replace(/^@interlock\/(contract|server|web|cli)/, '$1');
}

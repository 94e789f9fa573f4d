import type { Module } from './modules.ts';

/** Every ring of imports once, as `a -> b -> a`. */
export function cycles(modules: readonly Pick<Module, 'path' | 'imports'>[]): string[] {
  const imports = new Map(modules.map((module) => [module.path, module.imports]));
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (path: string, way: string[]): void => {
    const at = way.indexOf(path);
    if (at >= 0) found.push([...way.slice(at), path].join(' -> '));
    if (at >= 0 || done.has(path)) return;
    for (const next of imports.get(path) ?? []) walk(next, [...way, path]);
    done.add(path);
  };
  for (const path of imports.keys()) walk(path, []);
  return found;
}

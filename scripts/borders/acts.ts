import type { Declared } from './declared.ts';
import type { Module } from './modules.ts';

/** Where a name is declared that somebody takes from a module: behind doors, however many. */
type Origin = { path: string; declared: Declared };
export type OriginOf = (from: string, name: string) => Origin | undefined;

export function originsIn(modules: readonly Module[]): OriginOf {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const originOf: OriginOf = (from, name) => {
    const module = byPath.get(from);
    const handed = module?.hands.find(({ local }) => local === name);
    if (handed) return originOf(handed.from, handed.name);
    const declared = module?.declared.get(name);
    return declared && { path: from, declared };
  };
  return originOf;
}

/** All that acts: by itself, or by what it speaks of, however deep. */
export function actingIn(modules: readonly Module[], originOf: OriginOf): ReadonlySet<Declared> {
  const all = modules.flatMap((module) => [...module.declared.values()].map((declared) => ({ module, declared })));
  const acting = new Set(all.flatMap(({ declared }) => (declared.acts ? [declared] : [])));
  const spokenOf = ({ declared, takes }: Module, name: string): Declared | undefined => {
    const taken = declared.has(name) ? undefined : takes.find(({ local, type }) => local === name && !type);
    return taken ? originOf(taken.from, taken.name)?.declared : declared.get(name);
  };
  let before = -1;
  while (before < acting.size) {
    before = acting.size;
    for (const { module, declared } of all) {
      if (acting.has(declared)) continue;
      if ([...declared.uses].some((name) => acting.has(spokenOf(module, name) ?? declared))) acting.add(declared);
    }
  }
  return acting;
}

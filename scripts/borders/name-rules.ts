import { actingIn, originsIn } from './acts.ts';
import type { Named } from './declared.ts';
import type { Module } from './modules.ts';
import { type Kind, placeOf, pureNames } from './places.ts';

/** A file of a feature takes a name, by itself or through a door; `kinds` are those of the files that it may come from. */
type Taken = { kind: Kind; named: Named; foreign: boolean; acts: boolean; known: boolean; kinds: readonly Kind[] };
type Rule = { reason: string; breaks(taken: Taken): boolean };

/** What may not be taken by name, where the file that it comes from may be known. Tests are not asked. */
export const nameRules = {
  viewsCallNothingThatActs: {
    reason: 'acts, or calls what acts; a view answers and changes nothing',
    breaks: ({ kind, acts }) => kind === 'view' && acts,
  },
  viewsTakeNoTransaction: {
    reason: 'is a transaction to write in; a view asks Reads, which lets it stand in one all the same',
    breaks: ({ kind, named }) =>
      kind === 'view' && named.name === 'Tx' && named.from === 'server/platform/database/db.ts',
  },
  storesActForNobody: {
    reason: 'acts in another feature; a store saves its own, and what sets more off is a step',
    breaks: ({ kind, foreign, acts }) => kind === 'store' && foreign && acts,
  },
  takenByName: {
    reason: 'cannot be followed to what it is; views and stores take what they need by its name',
    breaks: ({ kind, named, foreign, known }) => ['view', 'store'].includes(kind) && foreign && !named.type && !known,
  },
  useCasesCallNoUseCaseBehindADoor: {
    reason:
      'is a use case, or lies beside one, and use cases call none; what is offered to others is a step, a view or rules',
    breaks: ({ kind, foreign, kinds }) => ['use-case', 'step'].includes(kind) && foreign && kinds.includes('use-case'),
  },
  rulesTakePureParts: {
    reason: 'is not one of the parts of it that answer the same every time, and rules use no other',
    breaks: ({ kind, named }) =>
      kind === 'rules' && !named.type && !(pureNames[named.from]?.includes(named.name) ?? true),
  },
} satisfies Record<string, Rule>;

export type NameRule = keyof typeof nameRules;

export function nameFindings(modules: readonly Module[]): string[] {
  const inFeatures = modules.filter(({ path }) => placeOf(path).area === 'feature');
  const originOf = originsIn(inFeatures);
  const acting = actingIn(inFeatures, originOf);
  const handed = new Map(inFeatures.map(({ path, hands }) => [path, hands.map(({ local }) => local)]));
  const namesOf = ({ name, from }: Named) => (name === '*' ? (handed.get(from) ?? []) : [name]);
  return inFeatures.flatMap(({ path, takes }) => {
    const place = placeOf(path);
    if (place.area !== 'feature') return [];
    return takes.flatMap((named) => {
      const from = placeOf(named.from);
      const foreign = from.area === 'feature' && from.feature !== place.feature;
      const origin = named.type ? undefined : originOf(named.from, named.name);
      const kinds = named.type ? [] : namesOf(named).flatMap((name) => kindOf(originOf(named.from, name)?.path ?? ''));
      const acts = origin !== undefined && acting.has(origin.declared);
      return Object.values<Rule>(nameRules)
        .filter((rule) => rule.breaks({ kind: place.kind, named, foreign, acts, known: origin !== undefined, kinds }))
        .map((rule) => `${path}: ${named.name} of ${named.from} ${rule.reason}`);
    });
  });
}

function kindOf(path: string): Kind[] {
  const place = placeOf(path);
  return place.area === 'feature' ? [place.kind] : [];
}

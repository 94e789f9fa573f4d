import { actingIn, originsIn } from './acts.ts';
import type { Named } from './declared.ts';
import type { Module } from './modules.ts';
import { type Kind, placeOf, pureNames } from './places.ts';

/** A file of a feature takes a name, by itself or through a door. */
type Taken = { kind: Kind; named: Named; foreign: boolean; acts: boolean; known: boolean };
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
  return inFeatures.flatMap(({ path, takes }) => {
    const place = placeOf(path);
    if (place.area !== 'feature') return [];
    return takes.flatMap((named) => {
      const from = placeOf(named.from);
      const foreign = from.area === 'feature' && from.feature !== place.feature;
      const origin = named.type ? undefined : originOf(named.from, named.name);
      const acts = origin !== undefined && acting.has(origin.declared);
      return Object.values<Rule>(nameRules)
        .filter((rule) => rule.breaks({ kind: place.kind, named, foreign, acts, known: origin !== undefined }))
        .map((rule) => `${path}: ${named.name} of ${named.from} ${rule.reason}`);
    });
  });
}

import { cycles } from './cycles.ts';
import { importRules } from './import-rules.ts';
import { type Module, readModules } from './modules.ts';
import { nameFindings } from './name-rules.ts';
import { packageFindings } from './packages.ts';
import { featureOrder, placeOf } from './places.ts';
import { MOST_FILES, roomFindings } from './rooms.ts';
import { sightFindings } from './sight-rules.ts';
import { readOwners, tableFindings } from './tables.ts';

const saysNothing = /\/(?:utils?|helpers?|common|misc|shared|lib|service|manager)\.ts$/;

/** Everything in a clone that crosses a border, each with its reason; throws when it saw too little to judge. */
export function checkBorders(root: string, atLeast: number): { modules: number; findings: string[] } {
  const modules = readModules(root);
  const edges = modules.reduce((sum, module) => sum + module.imports.length, 0);
  if (modules.length < atLeast || edges < atLeast)
    throw new Error(`Saw only ${modules.length} modules with ${edges} imports in ${root}: too few to be the project.`);
  const owners = readOwners(root);
  const findings = [
    ...modules.flatMap(importFindings),
    ...modules.flatMap((module) => sightFindings(module, owners)),
    ...nameFindings(modules),
    ...packageFindings(root, modules),
    ...cycles(modules).map((ring) => `${ring}: modules that need each other are one module`),
    ...shapeFindings(modules),
    ...roomFindings(modules),
    ...tableFindings(root, owners),
  ];
  return { modules: modules.length, findings };
}

function importFindings({ path, imports }: Module): string[] {
  const from = placeOf(path);
  if (from.area === 'tests') return [];
  return imports.flatMap((to) =>
    Object.values(importRules)
      .filter((rule) => rule.breaks({ from, to: placeOf(to), file: path, path: to }))
      .map((rule) => `${path} -> ${to}: ${rule.reason}`),
  );
}

function shapeFindings(modules: Module[]): string[] {
  const inFeatures = modules.map(({ path }) => path).filter((path) => path.startsWith('server/features/'));
  const byFeature = Map.groupBy(inFeatures, (path) => path.split('/')[2] ?? '');
  return [...byFeature].flatMap(([feature, paths]) => {
    const folder = `server/features/${feature}`;
    const files = paths.filter((path) => placeOf(path).area !== 'tests').length;
    return [
      ...(featureOrder.includes(feature) ? [] : [`${folder}: has no place in the order of features`]),
      ...(files > MOST_FILES ? [`${folder}: ${files} files are too many to know; split the feature`] : []),
      ...paths
        .filter((path) => saysNothing.test(path))
        .map((path) => `${path}: a name for anything and everything; a file is called by what it does`),
      ...paths
        .filter((path) => isEmptyStore(path, modules))
        .map((path) => `${path}: a store without SQL saves nothing; what acts is a step, what is pure is rules`),
      ...paths.flatMap((path) => steps(path, modules)),
      ...paths.filter((path) => path.split('/').length > 4).map((path) => `${path}: a feature has no sub-folders`),
    ];
  });
}

const isEmptyStore = (path: string, modules: readonly Module[]): boolean =>
  path.endsWith('.store.ts') &&
  !modules.some((module) => module.path === path && module.sights.some(({ sees }) => sees === 'SQL'));

/** What a use case lends its own transaction to, another cannot call; what takes that of its caller is called a step. */
const steps = (path: string, modules: readonly Module[]): string[] => {
  const place = placeOf(path);
  if (place.area !== 'feature' || place.kind !== 'use-case') return [];
  const declared = modules.find((module) => module.path === path)?.declared ?? [];
  return [...declared]
    .filter(([, { lent }]) => lent)
    .map(
      ([name]) => `${path}: ${name} takes the transaction of its caller; a use case opens its own, so this is a step`,
    );
};

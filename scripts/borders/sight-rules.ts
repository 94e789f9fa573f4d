import type { Module } from './modules.ts';
import { type Place, placeOf } from './places.ts';
import type { Sight } from './sights.ts';

export type Owners = Readonly<Record<string, string>>;

type Seen = { place: Place; module: Module; sight: Sight; owners: Owners };
type Rule = { reason(sight: Sight): string; breaks(seen: Seen): boolean };

const tableOf = (sight: Sight) => ('table' in sight ? sight.table : '');
const ownerOf = ({ sight, owners }: Seen) => ('table' in sight ? owners[sight.table] : undefined);
const kind = (place: Place) => (place.area === 'feature' ? place.kind : undefined);
const mine = (place: Place) => (place.area === 'feature' ? place.feature : place.area);
const isForeign = (seen: Seen) => ownerOf(seen) !== undefined && ownerOf(seen) !== mine(seen.place);

/** What may not be written inside a module. Tests are not asked. */
export const sightRules = {
  foreignWrite: {
    reason: (sight) => `writes ${tableOf(sight)}, a table of another owner (server/tables.json); ask its door`,
    breaks: (seen) =>
      seen.sight.sees === 'write' && ['feature', 'platform', 'wiring'].includes(seen.place.area) && isForeign(seen),
  },
  foreignRead: {
    reason: (sight) => `reads ${tableOf(sight)}, a table of another owner; only a view may, or ask its door`,
    breaks: (seen) =>
      seen.sight.sees === 'read' &&
      ['feature', 'platform', 'wiring'].includes(seen.place.area) &&
      kind(seen.place) !== 'view' &&
      isForeign(seen),
  },
  unnamedForeignRead: {
    reason: (sight) => `reads ${tableOf(sight)} of another feature without naming it in a comment at its head`,
    breaks: (seen) =>
      seen.sight.sees === 'read' &&
      kind(seen.place) === 'view' &&
      isForeign(seen) &&
      !new RegExp(`\\b${tableOf(seen.sight)}\\b`).test(seen.module.head),
  },
  viewWrites: {
    reason: (sight) => `writes ${tableOf(sight)}, but a view only reads`,
    breaks: ({ place, sight }) => kind(place) === 'view' && sight.sees === 'write',
  },
  unnamedWrite: {
    reason: () => 'writes to a table that is not named where it is written, so its owner cannot be checked',
    breaks: ({ place, sight }) => place.area === 'feature' && sight.sees === 'write to an unnamed table',
  },
  unnamedRead: {
    reason: () => 'reads a table that is not named where it is read, so its owner cannot be checked',
    breaks: ({ place, sight }) => place.area === 'feature' && sight.sees === 'read of an unnamed table',
  },
  sqlInRoutes: {
    reason: () => 'routes and jobs hold no SQL; a view answers and a use case acts',
    breaks: ({ place, sight }) => ['routes', 'jobs'].includes(kind(place) ?? '') && sight.sees === 'SQL',
  },
  transactionElsewhere: {
    reason: () => 'opens a transaction; a use case opens it and hands it down',
    breaks: ({ place, sight }) =>
      (kind(place) ?? 'use-case') !== 'use-case' &&
      (sight.sees === 'transaction' || sight.sees === 'transaction past ctx'),
  },
  transactionPastCtx: {
    reason: () => 'opens a transaction past ctx; ctx.transaction and ctx.ownTransaction run lost races again',
    breaks: ({ place, sight }) => kind(place) === 'use-case' && sight.sees === 'transaction past ctx',
  },
  sqlFromText: {
    reason: () => 'SQL is put together from text; values go in as parameters',
    breaks: ({ place, sight }) => ['feature', 'cli'].includes(place.area) && sight.sees === 'SQL from text',
  },
  clock: {
    reason: () => 'asks the clock; the time comes in (ctx.now), so that tests and jobs can say when it is',
    breaks: ({ place, sight }) => ['feature', 'contract', 'cli'].includes(place.area) && sight.sees === 'clock',
  },
  chance: {
    reason: () => 'asks chance; rules answer the same every time, so what is random is handed in',
    breaks: ({ place, sight }) => (kind(place) === 'rules' || place.area === 'contract') && sight.sees === 'chance',
  },
  process: {
    reason: () => 'asks the process that it runs in; what rules judge is handed in',
    breaks: ({ place, sight }) => (kind(place) === 'rules' || place.area === 'contract') && sight.sees === 'process',
  },
  settings: {
    reason: () => 'reads the environment; settings are read at the start (server/platform/config.ts) and handed in',
    breaks: ({ place, sight }) => ['feature', 'contract'].includes(place.area) && sight.sees === 'settings',
  },
  effectInFeatures: {
    reason: () => 'reaches beyond the database; the platform does that, and features are handed it (ctx.outside)',
    breaks: ({ place, sight }) => ['feature', 'contract'].includes(place.area) && sight.sees === 'effect',
  },
  importWhileRunning: {
    reason: () =>
      'loads a module while running; views and stores take what they need by its name, where it can be followed',
    breaks: ({ place, sight }) =>
      ['view', 'store'].includes(kind(place) ?? '') && sight.sees === 'import while running',
  },
  codeFromText: {
    reason: () => 'runs code made from text (eval or Function)',
    breaks: ({ sight }) => sight.sees === 'code from text',
  },
  effectWithoutCrashPoints: {
    reason: () =>
      'reaches beyond the database without a crash point before and after, so that nobody tries a death there',
    breaks: ({ place, module, sight }) =>
      ['platform', 'wiring'].includes(place.area) &&
      sight.sees === 'effect' &&
      module.sights.filter(({ sees }) => sees === 'crash point').length < 2,
  },
} satisfies Record<string, Rule>;

export type SightRule = keyof typeof sightRules;

export function sightFindings(module: Module, owners: Owners): string[] {
  const place = placeOf(module.path);
  if (place.area === 'tests') return [];
  const found = module.sights.flatMap((sight) =>
    Object.values<Rule>(sightRules)
      .filter((rule) => rule.breaks({ place, module, sight, owners }))
      .map((rule) => `${module.path}: ${rule.reason(sight)}`),
  );
  return [...new Set(found)];
}

import { featureOrder, type Kind, type Place, pureNames, roomOrder } from './places.ts';

/** `file` imports `path`. */
type Import = { from: Place; to: Place; file: string; path: string };
type Rule = { reason: string; breaks(found: Import): boolean };

const server = ['platform', 'feature', 'wiring'];
const web = ['web-kit', 'web-feature', 'web-app', 'api-docs'];
const areaIn = (place: Place, areas: readonly string[]) => areas.includes(place.area);
const kindIn = (place: Place, kinds: readonly Kind[]) => place.area === 'feature' && kinds.includes(place.kind);
const own = ({ from, to }: Import) =>
  from.area === 'feature' && to.area === 'feature' && from.feature === to.feature ? to.kind : undefined;
const roomOf = (place: Place) => (place.area === 'platform' ? place.room : undefined);
const foreign = ({ from, to }: Import) =>
  from.area === 'feature' && to.area === 'feature' && from.feature !== to.feature ? to : undefined;
const isPackage = (place: Place, names: readonly string[]) => place.area === 'npm' && names.includes(place.name);

/** The parts of the platform that are pure functions, and what has such parts, which the rules on names tell apart. */
const pure = [
  ...Object.keys(pureNames),
  'server/platform/refusal.ts',
  'server/platform/time.ts',
  'server/platform/content-hash.ts',
  'server/platform/text/csv-cell.ts',
  'server/platform/same-person.ts',
  'server/platform/one-hand.ts',
];
/** Runs one fixed line, within a time. */
const stopper = 'server/platform/text/within-time.ts';
/** What speaks to other machines. */
const lines = ['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'dns/promises'].flatMap((name) => [
  name,
  `node:${name}`,
]);

/** Who may not import whom. Tests may import everything and are not asked. */
export const importRules = {
  contractOnlyZod: {
    reason: 'what travels imports zod and nothing else, so that every program can use it',
    breaks: ({ from, to }) => from.area === 'contract' && to.area !== 'contract' && !isPackage(to, ['zod']),
  },
  platformKnowsNoFeature: {
    reason: 'the platform knows no feature and no wiring; what it needs of them is handed in',
    breaks: ({ from, to }) => from.area === 'platform' && areaIn(to, ['feature', 'wiring']),
  },
  roomsInOrder: {
    reason: 'the rooms of the platform stand in an order, in which each calls only those before it',
    breaks: ({ from, to }) =>
      roomOf(from) !== undefined &&
      roomOf(to) !== undefined &&
      roomOf(from) !== roomOf(to) &&
      roomOrder.indexOf(roomOf(to) ?? '') >= roomOrder.indexOf(roomOf(from) ?? ''),
  },
  serverReachesOnlyServer: {
    reason: 'the server knows neither the screens, nor the command line, nor the scripts',
    breaks: ({ from, to }) => areaIn(from, server) && areaIn(to, [...web, 'web-build', 'cli', 'scripts', 'launcher']),
  },
  noTestsInProduction: {
    reason: 'what runs in production does not need what only tests need',
    breaks: ({ from, to }) =>
      areaIn(from, [...server, ...web, 'cli', 'contract', 'scripts', 'launcher']) && to.area === 'tests',
  },
  featuresKnowNoWiring: {
    reason: 'features are put together by app.ts and know nothing of it',
    breaks: ({ from, to }) => from.area === 'feature' && to.area === 'wiring',
  },
  featuresEnteredByDoor: {
    reason: 'another feature is entered by its index.ts, or it can never change its inside',
    breaks: (found) => (foreign(found)?.kind ?? 'door') !== 'door',
  },
  callsGoToEarlierFeatures: {
    reason: 'calls go to earlier features; a later one hears of facts by a topic',
    breaks: ({ from, to }) =>
      from.area === 'feature' &&
      to.area === 'feature' &&
      featureOrder.indexOf(to.feature) > featureOrder.indexOf(from.feature),
  },
  wiringTakesRoutesJobsAndDoors: {
    reason: 'the wiring takes doors, routes and jobs; all else is the inside of a feature',
    breaks: ({ from, to }) => from.area === 'wiring' && kindIn(to, ['rules', 'store', 'view', 'step', 'use-case']),
  },
  rulesStandAlone: {
    reason: 'rules are pure: no database, no clock, no package, no other feature; all they judge is handed in',
    breaks: (found) =>
      kindIn(found.from, ['rules']) &&
      found.to.area !== 'contract' &&
      own(found) !== 'rules' &&
      !pure.includes(found.path),
  },
  storesOnlyStore: {
    reason: 'a store or a view knows its rules and the database, not who uses it',
    breaks: (found) =>
      kindIn(found.from, ['store', 'view']) &&
      ['step', 'use-case', 'routes', 'jobs', 'door'].includes(own(found) ?? ''),
  },
  storesAskNoPermission: {
    reason: 'a store saves what it is given; who may is asked before, where the act is',
    breaks: (found) => kindIn(found.from, ['store']) && found.path === 'server/platform/authorize.ts',
  },
  storesReadNoViews: {
    reason: 'a view is made for one screen; what is saved does not depend on it',
    breaks: (found) => kindIn(found.from, ['store']) && kindIn(found.to, ['view']),
  },
  useCasesCallNoUseCase: {
    reason: 'a use case calls no use case; what two of them share is a rule, a store, a step or a door',
    breaks: (found) => kindIn(found.from, ['use-case', 'step']) && own(found) === 'use-case',
  },
  useCasesKnowNoHttp: {
    reason: 'a use case is reached by jobs and other features as well, so it knows no HTTP and no route',
    breaks: (found) =>
      kindIn(found.from, ['use-case', 'step', 'store', 'view', 'door']) &&
      (isPackage(found.to, ['fastify']) ||
        roomOf(found.to) === 'http' ||
        ['routes', 'jobs'].includes(own(found) ?? '')),
  },
  outsideByPlatform: {
    reason: 'features reach other machines by what the platform hands them (ctx.outside), and after the commit',
    breaks: ({ from, path }) => from.area === 'feature' && lines.includes(path),
  },
  routesAreThin: {
    reason:
      'routes and jobs take the contract, hand over to a use case and answer a view; they decide and save nothing',
    breaks: (found) =>
      kindIn(found.from, ['routes', 'jobs']) && ['rules', 'store', 'step', 'routes', 'jobs'].includes(own(found) ?? ''),
  },
  doorsLeadInward: {
    reason: 'a door leads to its own feature, not through it to another',
    breaks: (found) => kindIn(found.from, ['door']) && foreign(found) !== undefined,
  },
  sqlThroughKysely: {
    reason: 'features speak to the database through Kysely and the transaction that they are handed',
    breaks: ({ from, to }) => from.area === 'feature' && isPackage(to, ['pg', 'pg-boss']),
  },
  webNeverReachesServer: {
    reason: 'the web reaches the server over HTTP only, by the contract',
    breaks: ({ from, to }) => areaIn(from, web) && areaIn(to, [...server, 'cli', 'scripts', 'launcher', 'node']),
  },
  apiPageStandsAlone: {
    reason: 'the page of the API shows the OpenAPI document and needs nothing of ours',
    breaks: ({ from, to }) =>
      from.area === 'api-docs' && areaIn(to, ['contract', 'web-kit', 'web-feature', 'web-app', 'web-build']),
  },
  launchersStandAlone: {
    reason: 'launchers run before anything is installed, so they use Node and each other',
    breaks: ({ from, to }) => from.area === 'launcher' && !areaIn(to, ['node', 'launcher']),
  },
  pureStaysPure: {
    reason: 'rules use this part of the platform, so it is as pure as they are',
    breaks: ({ from, to, file, path }) =>
      from.area === 'platform' && pure.includes(file) && areaIn(to, ['platform', 'node']) && !pure.includes(path),
  },
  webKitKnowsNoFeature: {
    reason: 'the kit is used by every screen and knows none',
    breaks: ({ from, to }) => from.area === 'web-kit' && areaIn(to, ['web-feature', 'web-app']),
  },
  screensEnteredByDoor: {
    reason: 'the screens of another feature are entered by its index.ts',
    breaks: ({ from, to }) =>
      from.area === 'web-feature' && to.area === 'web-feature' && from.feature !== to.feature && !to.door,
  },
  screensKnowNoApp: {
    reason: 'the shell puts screens together; a screen does not know the shell',
    breaks: ({ from, to }) => from.area === 'web-feature' && to.area === 'web-app',
  },
  cliReachesContractOnly: {
    reason: 'the command line is a client like any other: it speaks HTTP by the contract',
    breaks: ({ from, to }) =>
      from.area === 'cli' && areaIn(to, [...server, ...web, 'web-build', 'scripts', 'launcher']),
  },
  codeFromText: {
    reason: 'no code is made from text: node:vm runs whatever it is given; one part of the platform stops work by it',
    breaks: ({ file, path }) => (path === 'node:vm' || path === 'vm') && file !== stopper,
  },
} satisfies Record<string, Rule>;

export type ImportRule = keyof typeof importRules;

import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { changes, type File, featureFiles, files, findingsIn, saves } from './house.ts';
import { type ImportRule, importRules } from './import-rules.ts';

/** Something of every kind to import. */
const targets = {
  contract: 'contract/changes.ts',
  platform: 'server/platform/settings.ts',
  pureTime: 'server/platform/time.ts',
  pureRefusal: 'server/platform/refusal.ts',
  pureHash: 'server/platform/content-hash.ts',
  pureCell: 'server/platform/text/csv-cell.ts',
  purePeople: 'server/platform/same-person.ts',
  authorize: 'server/platform/authorize.ts',
  backup: 'server/backup/format.ts',
  text: 'server/platform/text/markdown.ts',
  conditions: 'server/platform/conditions/cel.ts',
  running: 'server/platform/running/program.ts',
  embedded: 'server/platform/embedded/cluster.ts',
  database: 'server/platform/database/db.ts',
  jobsRoom: 'server/platform/jobs/clock.ts',
  folder: 'server/platform/folder/keys.ts',
  outgoing: 'server/platform/outgoing/mail.ts',
  http: 'server/platform/http/serve.ts',
  httpItself: 'server/platform/http/http.ts',
  httpCookie: 'server/platform/http/session-cookie.ts',
  rules: `${changes}/own.rules.ts`,
  store: `${changes}/own.store.ts`,
  view: `${changes}/own.view.ts`,
  step: `${changes}/own.step.ts`,
  useCase: `${changes}/own-act.ts`,
  routes: `${changes}/own.routes.ts`,
  jobs: `${changes}/own.jobs.ts`,
  door: `${changes}/index.ts`,
  earlierRules: 'server/features/audit/other.rules.ts',
  earlierStore: 'server/features/audit/other.store.ts',
  earlierView: 'server/features/audit/other.view.ts',
  earlierStep: 'server/features/audit/other.step.ts',
  earlierUseCase: 'server/features/audit/other-act.ts',
  earlierRoutes: 'server/features/audit/other.routes.ts',
  earlierJobs: 'server/features/audit/other.jobs.ts',
  earlierDoor: 'server/features/audit/index.ts',
  laterDoor: 'server/features/exports/index.ts',
  wiring: 'server/app.ts',
  kit: 'web/ui/button.tsx',
  lib: 'web/lib/call.ts',
  ownScreen: 'web/features/inbox/words.ts',
  otherScreen: 'web/features/changes/changes.tsx',
  otherScreenDoor: 'web/features/changes/index.ts',
  shell: 'web/app/shell.tsx',
  webBuild: 'web/vite.config.ts',
  cli: 'cli/main.ts',
  scripts: 'scripts/schema.ts',
  launcher: 'scripts/runtime.mjs',
  apiPage: 'web/api-docs/words.ts',
  tests: 'server/testing/world.ts',
  scenario: 'server/scenarios/story.test.ts',
  webTests: 'web/testing/pages.ts',
  zod: 'zod',
  kysely: 'kysely',
  fastify: 'fastify',
  pg: 'pg',
  pgBoss: 'pg-boss',
  canonicalize: 'canonicalize',
  react: 'react',
  fs: 'node:fs',
  util: 'node:util',
  crypto: 'node:crypto',
  vm: 'node:vm',
  vmShort: 'vm',
  nodeHttp: 'node:http',
  nodeHttps: 'node:https',
  nodeHttp2: 'node:http2',
  nodeNet: 'node:net',
  nodeTls: 'node:tls',
  nodeDgram: 'node:dgram',
  nodeDns: 'node:dns',
  nodeDnsAsync: 'node:dns/promises',
  shortHttp: 'http',
  shortHttps: 'https',
  shortHttp2: 'http2',
  shortNet: 'net',
  shortTls: 'tls',
  shortDgram: 'dgram',
  shortDns: 'dns',
  shortDnsAsync: 'dns/promises',
} as const;
type Target = keyof typeof targets;

const all = Object.keys(targets) as Target[];
const but = (...left: Target[]) => all.filter((target) => !left.includes(target));
const platformFiles: File[] = [
  'platform',
  'backup',
  'text',
  'conditions',
  'running',
  'embedded',
  'database',
  'jobsRoom',
  'folder',
  'outgoing',
  'http',
  'pure',
];
const webFiles: File[] = ['kit', 'lib', 'screen', 'shell', 'apiPage'];
const own: Target[] = ['rules', 'store', 'view', 'step', 'useCase', 'routes', 'jobs', 'door'];
const earlierInside: Target[] = [
  'earlierRules',
  'earlierStore',
  'earlierView',
  'earlierStep',
  'earlierUseCase',
  'earlierRoutes',
  'earlierJobs',
];
const inFeatures: Target[] = [...own, ...earlierInside, 'earlierDoor', 'laterDoor'];
const inPlatform: Target[] = [
  'platform',
  'pureTime',
  'pureRefusal',
  'pureHash',
  'pureCell',
  'purePeople',
  'authorize',
  'backup',
  'text',
  'conditions',
  'running',
  'embedded',
  'database',
  'jobsRoom',
  'folder',
  'outgoing',
  'http',
  'httpItself',
  'httpCookie',
];
const inServer: Target[] = [...inPlatform, ...inFeatures, 'wiring'];
const inWeb: Target[] = ['kit', 'lib', 'ownScreen', 'otherScreen', 'otherScreenDoor', 'shell', 'apiPage'];
const toOthers = all.filter((target) => /^(node|short)[A-Z]/.test(target));
const node: Target[] = ['fs', 'util', 'crypto', 'vm', ...all.filter((target) => /^node[A-Z]/.test(target))];
const tests: Target[] = ['tests', 'scenario', 'webTests'];
const pure: Target[] = [
  'pureTime',
  'pureRefusal',
  'pureHash',
  'pureCell',
  'purePeople',
  'util',
  'crypto',
  'canonicalize',
];

/** Every pair that a rule forbids: each of these files may import none of these. */
const forbidden: Record<ImportRule, readonly [from: readonly File[], to: readonly Target[]][]> = {
  contractOnlyZod: [[['contract'], but('contract', 'zod')]],
  platformKnowsNoFeature: [[platformFiles, [...inFeatures, 'wiring']]],
  roomsInOrder: [
    [
      ['text'],
      [
        'conditions',
        'running',
        'embedded',
        'database',
        'jobsRoom',
        'folder',
        'outgoing',
        'http',
        'httpItself',
        'httpCookie',
      ],
    ],
    [
      ['conditions'],
      ['running', 'embedded', 'database', 'jobsRoom', 'folder', 'outgoing', 'http', 'httpItself', 'httpCookie'],
    ],
    [['running'], ['embedded', 'database', 'jobsRoom', 'folder', 'outgoing', 'http', 'httpItself', 'httpCookie']],
    [['embedded'], ['database', 'jobsRoom', 'folder', 'outgoing', 'http', 'httpItself', 'httpCookie']],
    [['database'], ['jobsRoom', 'folder', 'outgoing', 'http', 'httpItself', 'httpCookie']],
    [['jobsRoom'], ['folder', 'outgoing', 'http', 'httpItself', 'httpCookie']],
    [['folder'], ['outgoing', 'http', 'httpItself', 'httpCookie']],
    [['outgoing'], ['http', 'httpItself', 'httpCookie']],
  ],
  serverReachesOnlyServer: [
    [
      [...platformFiles, ...featureFiles, 'wiring'],
      [...inWeb, 'webBuild', 'cli', 'scripts', 'launcher'],
    ],
  ],
  noTestsInProduction: [
    [[...platformFiles, ...featureFiles, 'wiring', ...webFiles, 'cli', 'contract', 'scripts', 'launcher'], tests],
  ],
  featuresKnowNoWiring: [[featureFiles, ['wiring']]],
  featuresEnteredByDoor: [[featureFiles, earlierInside]],
  callsGoToEarlierFeatures: [[featureFiles, ['laterDoor']]],
  wiringTakesRoutesJobsAndDoors: [
    [
      ['wiring'],
      [
        ...(['rules', 'store', 'view', 'step', 'useCase'] as const),
        ...(['earlierRules', 'earlierStore', 'earlierView', 'earlierStep', 'earlierUseCase'] as const),
      ],
    ],
  ],
  rulesStandAlone: [[['rules'], but('contract', 'rules', ...pure)]],
  storesOnlyStore: [
    [
      ['store', 'view'],
      ['step', 'useCase', 'routes', 'jobs', 'door'],
    ],
  ],
  storesAskNoPermission: [[['store'], ['authorize']]],
  storesReadNoViews: [[['store'], ['view', 'earlierView']]],
  useCasesCallNoUseCase: [[['useCase', 'step'], ['useCase']]],
  useCasesKnowNoHttp: [
    [
      ['store', 'view', 'step', 'useCase', 'door'],
      ['fastify', 'http', 'httpItself', 'httpCookie', 'routes', 'jobs'],
    ],
  ],
  outsideByPlatform: [[featureFiles, toOthers]],
  routesAreThin: [
    [
      ['routes', 'jobs'],
      ['rules', 'store', 'step', 'routes', 'jobs'],
    ],
  ],
  doorsLeadInward: [[['door'], [...earlierInside, 'earlierDoor', 'laterDoor']]],
  sqlThroughKysely: [[featureFiles, ['pg', 'pgBoss']]],
  webNeverReachesServer: [[webFiles, [...inServer, 'cli', 'scripts', 'launcher', ...node]]],
  apiPageStandsAlone: [
    [['apiPage'], ['contract', 'kit', 'lib', 'ownScreen', 'otherScreen', 'otherScreenDoor', 'shell', 'webBuild']],
  ],
  launchersStandAlone: [[['launcher'], but(...node, 'launcher')]],
  pureStaysPure: [[['pure'], [...inPlatform, ...node].filter((target) => !pure.includes(target))]],
  webKitKnowsNoFeature: [
    [
      ['kit', 'lib'],
      ['ownScreen', 'otherScreen', 'otherScreenDoor', 'shell'],
    ],
  ],
  screensEnteredByDoor: [[['screen'], ['otherScreen']]],
  screensKnowNoApp: [[['screen'], ['shell']]],
  cliReachesContractOnly: [[['cli'], [...inServer, ...inWeb, 'webBuild', 'scripts', 'launcher']]],
  codeFromText: [[Object.keys(files) as File[], ['vm', 'vmShort']]],
};

/** How an import of it is written in a file; all names of types, so that nothing is taken but the way. */
function importOf(file: string, target: string): string {
  const near = posix.relative(posix.dirname(file), target);
  const name = target.includes('/') ? (near.startsWith('.') ? near : `./${near}`) : target;
  return `import ${file.endsWith('.mjs') ? '' : 'type '}* as from${all.findIndex((one) => targets[one] === target)} from '${name}';`;
}

/** What must be found in a file of a kind, and all of it. */
const expectedIn = (kind: File): string[] =>
  (Object.keys(forbidden) as ImportRule[]).flatMap((rule) =>
    all
      .filter((target) => forbidden[rule].some(([from, to]) => from.includes(kind) && to.includes(target)))
      .filter((target) => targets[target] !== files[kind])
      .map((target) => `${files[kind]} -> ${targets[target]}: ${importRules[rule].reason}`),
  );

test.each(Object.entries(files) as [File, string][])('a file of the kind %s reaches what it may', (kind, file) => {
  const imports = all.filter((target) => targets[target] !== file).map((target) => importOf(file, targets[target]));
  const findings = findingsIn({ [file]: [...imports, ...(kind === 'store' ? [saves] : [])].join('\n') });
  // Some of what is imported is seen by other rules as well.
  const crossed = findings.filter((finding) => finding.startsWith(`${file} -> `));
  expect(crossed.sort()).toEqual(expectedIn(kind).sort());
});

test('what stops work in time is the one part of the platform that may reach node:vm', () => {
  expect(findingsIn({ 'server/platform/text/within-time.ts': `import 'node:vm';\nimport 'vm';` })).toEqual([]);
});

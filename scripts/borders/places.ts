/** From the first to the last: a feature calls only those named before it. */
export const featureOrder = [
  'audit',
  'sealing',
  'sessions',
  'deliveries',
  'same-person',
  'identity',
  'notifications',
  'files',
  'discussion',
  'improvements',
  'policy',
  'deputies',
  'person-links',
  'approvals',
  'tasks',
  'model-checks',
  'models',
  'model-trials',
  'change-words',
  'changes',
  'change-list',
  'change-guards',
  'change-flow',
  'waits-by-the-clock',
  'missed-windows',
  'change-decisions',
  'vote-checks',
  'change-people',
  'change-hold',
  'change-files',
  'change-forms',
  'change-overrides',
  'change-tasks',
  'window-extensions',
  'change-runs',
  'change-reviews',
  'inbox',
  'overview',
  'views',
  'exports',
  'templates',
  'recurring',
  'announcements',
  'letters',
  'communication',
  'mail-decisions',
  'incidents',
  'imports',
  'import-profiles',
  'incident-imports',
  'import-runs',
  'demo-story',
  'demo',
  'operations',
];

/** The rooms of the platform: one calls only those named before it. What lies beside them is for all. */
export const roomOrder = [
  'text',
  'conditions',
  'running',
  'embedded',
  'database',
  'jobs',
  'folder',
  'outgoing',
  'http',
];

/** The parts of packages and of Node that are pure functions. */
export const pureNames: Readonly<Record<string, readonly string[]>> = {
  'node:util': ['isDeepStrictEqual'],
  'node:crypto': ['createHash'],
  canonicalize: ['default'],
};

export type Kind = 'rules' | 'store' | 'view' | 'step' | 'routes' | 'jobs' | 'door' | 'use-case';

export type Place =
  | { area: 'feature'; feature: string; kind: Kind }
  | { area: 'web-feature'; feature: string; door: boolean }
  /** No room: beside the rooms. */
  | { area: 'platform'; room?: string }
  | { area: 'contract' | 'wiring' | 'web-kit' | 'web-app' | 'web-build' | 'api-docs' | 'cli' | 'scripts' }
  /** Runs before anything is installed. */
  | { area: 'launcher' }
  /** Tests, and what only tests use; they may reach everything. */
  | { area: 'tests' }
  | { area: 'npm'; name: string }
  | { area: 'node' };

/** What a module is, by where it lies. Names of packages and of Node's own modules have a place too. */
export function placeOf(path: string): Place {
  const [top = '', second = '', third = '', ...rest] = path.split('/');
  if (/\.test\.tsx?$/.test(path)) return { area: 'tests' };
  if (top === 'scripts' && path.endsWith('.mjs')) return { area: 'launcher' };
  if (top === 'contract' || top === 'cli' || top === 'scripts') return { area: top };
  if (top === 'server') return placeInServer(second, third, rest);
  if (top === 'web') return placeInWeb(second, third, rest);
  if (path.startsWith('node:')) return { area: 'node' };
  if (path === 'vitest.config.ts') return { area: 'scripts' };
  return { area: 'npm', name: path.startsWith('@') ? `${top}/${second}` : top };
}

function placeInServer(folder: string, feature: string, rest: string[]): Place {
  if (folder === 'features') return { area: 'feature', feature, kind: kindOf(rest.at(-1) ?? '') };
  if (folder === 'platform' && rest.length > 0) return { area: 'platform', room: feature };
  if (folder === 'platform' || folder === 'backup') return { area: 'platform' };
  if (folder === 'testing' || folder === 'scenarios') return { area: 'tests' };
  return { area: 'wiring' };
}

function placeInWeb(folder: string, feature: string, rest: string[]): Place {
  if (folder === 'features') return { area: 'web-feature', feature, door: /^index\.tsx?$/.test(rest.join('/')) };
  if (folder === 'ui' || folder === 'lib') return { area: 'web-kit' };
  if (folder === 'testing') return { area: 'tests' };
  if (folder === 'api-docs') return { area: 'api-docs' };
  if (folder.endsWith('.config.ts') || folder.endsWith('.mjs')) return { area: 'web-build' };
  return { area: 'web-app' };
}

function kindOf(name: string): Kind {
  if (name === 'index.ts') return 'door';
  const kinds: readonly Kind[] = ['rules', 'store', 'view', 'step', 'routes', 'jobs'];
  return kinds.find((one) => name.endsWith(`.${one}.ts`)) ?? 'use-case';
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkBorders } from './check.ts';

export type Files = Record<string, string>;

const naming = (...packages: string[]) =>
  JSON.stringify({ dependencies: Object.fromEntries(packages.map((name) => [name, '1.0.0'])) });

/** A small house in which everybody keeps to the rules. */
const clean: Files = {
  'server/schema.sql': 'create table audit_event (\n);\ncreate table change (\n);\ncreate table job_slot (\n);\n',
  'server/tables.json': JSON.stringify({ audit_event: 'audit', change: 'changes', job_slot: 'platform' }),
  'contract/package.json': naming('zod'),
  'server/package.json': naming('zod', 'kysely', 'fastify'),
  'web/package.json': naming('react'),
  'cli/package.json': naming('zod'),
  'contract/changes.ts': `import { z } from 'zod';\nexport const Change = z.object({});`,
  'server/platform/refusal.ts': 'export const no = 1;',
  'server/platform/http/serve.ts': `import fastify from 'fastify';\nexport const serve = fastify;`,
  'server/platform/authorize.ts': 'export const requirePermission = 1;',
  'server/platform/clock.ts': 'export const now = () => new Date();',
  'server/features/audit/index.ts': `export { readAudit } from './read-audit.ts';\nexport { record } from './record.step.ts';`,
  'server/features/audit/read-audit.ts': 'export const readAudit = (ctx) => ctx.transaction(ctx);',
  'server/features/audit/record.step.ts': `export const record = (tx) => tx.insertInto('audit_event').values({});`,
  'server/features/changes/index.ts': `export { readChange } from './change.store.ts';`,
  'server/features/changes/change.rules.ts': `import { no } from '../../platform/refusal.ts';\nexport const may = no;`,
  'server/features/changes/change.store.ts': `import { sql } from 'kysely';
    export const readChange = (tx) => sql\`select * from change\`.execute(tx);
    export const saveChange = (tx: Tx, at) => tx.updateTable('change').set({ at, day: new Date(at) });`,
  'server/features/changes/change.view.ts': `// Reads audit_event of audit for the last act.
    export const view = (db) => db.selectFrom('change as c').leftJoin('audit_event as e', 'e.object', 'c.id');`,
  'server/features/changes/told.step.ts': `import { record } from '../audit/index.ts';\nexport const told = record;`,
  'server/features/changes/close-change.ts': `import { told } from './told.step.ts';
    import { may } from './change.rules.ts';\nimport { saveChange } from './change.store.ts';
    export const closeChange = [told, may, saveChange, 'we update audit_event from now()'];`,
  'server/features/changes/changes.routes.ts': `import { serve } from '../../platform/http/serve.ts';
    import { Change } from '@interlock/contract/changes.ts';\nimport { view } from './change.view.ts';
    import { closeChange } from './close-change.ts';\nexport const routes = [serve, Change, view, closeChange];`,
  'server/features/changes/changes.jobs.ts': `import { closeChange } from './close-change.ts';\nexport const jobs = closeChange;`,
  'server/app.ts': `import { routes } from './features/changes/changes.routes.ts';\nexport const app = routes;`,
  'server/testing/world.ts': `import { app } from '../app.ts';\nexport const world = [app, new Date()];`,
  'server/features/changes/close-change.test.ts': `import { world } from '../../testing/world.ts';\nworld;`,
  'web/ui/button.tsx': `export const Button = () => <button type="button" />;`,
  'web/lib/call.ts': `import { Change } from '@interlock/contract/changes.ts';\nexport const call = Change;`,
  'web/features/changes/index.ts': `export { Changes } from './changes.tsx';`,
  'web/features/changes/changes.tsx': `import { Button } from '../../ui/button.tsx';\nexport const Changes = Button;`,
  'web/features/inbox/index.ts': `import { Changes } from '../changes/index.ts';\nexport const Inbox = Changes;`,
  'web/app/shell.tsx': `import { Changes } from '../features/changes/index.ts';\nexport const Shell = Changes;`,
  'web/vite.config.ts': `import { join } from 'node:path';\nexport default join('a');`,
  'cli/main.ts': `import { Change } from '@interlock/contract/changes.ts';\nimport 'node:fs';\nexport const main = Change;`,
  'scripts/schema.ts': `import { now } from '../server/platform/clock.ts';\nnow();`,
};

/** What the check finds in that house with these files put into it, or put in the place of its own. */
export function findingsIn(extra: Files): string[] {
  const root = mkdtempSync(join(tmpdir(), 'borders-'));
  try {
    for (const [path, text] of Object.entries({ ...clean, ...extra })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return checkBorders(root, 10).findings;
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The feature of that house in which most violations are planted. */
export const changes = 'server/features/changes';
/** A store that saves nothing is no store. */
export const saves = `export const save = (tx) => tx.insertInto('change');`;

/** A file of every kind, in which violations are planted. */
export const files = {
  contract: 'contract/tasks.ts',
  platform: 'server/platform/beside.ts',
  backup: 'server/backup/file.ts',
  text: 'server/platform/text/new.ts',
  conditions: 'server/platform/conditions/new.ts',
  running: 'server/platform/running/new.ts',
  embedded: 'server/platform/embedded/new.ts',
  database: 'server/platform/database/new.ts',
  jobsRoom: 'server/platform/jobs/new.ts',
  folder: 'server/platform/folder/new.ts',
  outgoing: 'server/platform/outgoing/new.ts',
  http: 'server/platform/http/new.ts',
  pure: 'server/platform/time.ts',
  rules: `${changes}/new.rules.ts`,
  store: `${changes}/new.store.ts`,
  view: `${changes}/new.view.ts`,
  step: `${changes}/new.step.ts`,
  useCase: `${changes}/move-change.ts`,
  routes: `${changes}/new.routes.ts`,
  jobs: `${changes}/new.jobs.ts`,
  door: `${changes}/index.ts`,
  wiring: 'server/main.ts',
  kit: 'web/ui/row.tsx',
  lib: 'web/lib/row.ts',
  screen: 'web/features/inbox/list.tsx',
  shell: 'web/app/frame.tsx',
  webBuild: 'web/other.config.ts',
  cli: 'cli/move.ts',
  apiPage: 'web/api-docs/page.ts',
  launcher: 'scripts/new.mjs',
  scripts: 'scripts/new.ts',
} as const;
export type File = keyof typeof files;
export const featureFiles: readonly File[] = ['rules', 'store', 'view', 'step', 'useCase', 'routes', 'jobs', 'door'];

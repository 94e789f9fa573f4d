import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { licencesOf } from './licences.ts';
import { root } from './programs.ts';

/** What runs by itself, by the name that it has in a package: other programs and threads are started by these names. */
const programs = {
  cli: 'cli/main.ts',
  main: 'server/main.ts',
  backup: 'server/backup.ts',
  restore: 'server/restore.ts',
  'cel-worker': 'server/platform/conditions/cel-worker.ts',
};

/**
 * Node runs no TypeScript in an installed package, so that what `npm pack` takes along is compiled into `dist`, with all of
 * its packages but PostgreSQL. Names and lines stay readable: what a log says of an error should lead somewhere. The tests start
 * many servers: they have them compiled too, into a folder of their own, as such a start costs half the processor's time.
 */
const [, , into = 'dist'] = process.argv;
const folder = join(root, into);
rmSync(folder, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: root,
  input: programs,
  platform: 'node',
  logLevel: 'warn',
  onLog(_level, log) {
    throw new Error(log.message);
  },
  // Asked for where it is there, which it never is.
  external: ['pg-native'],
});
const { output } = await bundle.write({
  dir: folder,
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
});
await bundle.close();
const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
writeFileSync(join(folder, 'LICENCES.txt'), licencesOf(modules));

import { defineConfig } from 'vitest/config';

const elsewhere = ['**/node_modules/**', '**/dist/**', 'compiled/**', '.runtime/**', 'data/**'];
const needDatabase = ['**/*.db.test.ts', 'server/scenarios/**/*.test.ts'];
const needMore = ['**/*.process.test.ts', '**/*.browser.test.ts', '**/*.storm.test.ts'];
const alone = { isolate: false, fileParallelism: false, testTimeout: 300_000, hookTimeout: 300_000 };

/**
 * Five kinds of tests, told apart by the names of their files. Only `rules` runs in the quick gate. `storm` kills servers again and
 * again for many minutes, and is run by hand: `npm run storm`. Files share a worker
 * (`isolate: false`), so a test leaves nothing behind in a module.
 */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['{contract,server,cli,scripts}/**/*.test.ts', 'web/**/*.test.{ts,tsx}'],
          exclude: [...elsewhere, ...needDatabase, ...needMore],
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: needDatabase,
          exclude: [...elsewhere, ...needMore],
          globalSetup: 'server/testing/global.ts',
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'process',
          include: ['**/*.process.test.ts'],
          exclude: elsewhere,
          globalSetup: 'server/testing/global.ts',
          ...alone,
        },
      },
      {
        extends: true,
        test: {
          name: 'storm',
          include: ['**/*.storm.test.ts'],
          exclude: elsewhere,
          globalSetup: 'server/testing/global.ts',
          ...alone,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['web/**/*.browser.test.ts'],
          exclude: elsewhere,
          globalSetup: 'web/testing/global.ts',
          ...alone,
        },
      },
    ],
  },
});

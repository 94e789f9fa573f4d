import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

/** English is the source: it travels with the code, and the catalogue is what translators start from. */
export default defineConfig({
  sourceLocale: 'en',
  locales: ['en'],
  format: formatter({ lineNumbers: false, origins: false }),
  catalogs: [
    {
      path: '<rootDir>/locales/{locale}',
      include: ['<rootDir>/app', '<rootDir>/features', '<rootDir>/lib', '<rootDir>/ui'],
      exclude: ['**/*.test.ts', '**/*.test.tsx'],
    },
  ],
});

import { fileURLToPath } from 'node:url';
import { lingui } from '@lingui/vite-plugin';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The page of the API is one for itself. */
const screens = /^(?!.*(swagger-ui|web.api-docs))/;

/** The contract is imported for its methods and paths; zod itself stays on the server, which saves 24 kB. */
export default defineConfig({
  root: here('.'),
  plugins: [
    react(),
    lingui({ cwd: here('.'), macroTransform: { macro: { descriptorFields: 'message' } } }),
    tailwindcss(),
  ],
  resolve: { alias: { zod: here('./lib/calls/zod-stub.ts') } },
  build: {
    rolldownOptions: {
      // The main script names every chunk of every page; seven letters tell one content from the next as well as eight.
      output: {
        chunkFileNames: 'assets/[name]-[hash:7].js',
        // What every page needs is one file: left alone, it is cut by who else shares which part of it, and each page asks for all.
        codeSplitting: { groups: [{ name: 'main', tags: ['$initial'], test: screens }] },
      },
      input: [here('./index.html'), here('./api-docs.html')],
      treeshake: {
        moduleSideEffects: (id) => !/\/(contract|web\/(features|lib|ui))\/[^?]*\.tsx?$/.test(id),
      },
    },
    outDir: here('./dist'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    manifest: true,
    // The page of the API is one large script; what people download first is weighed by budget.mjs.
    chunkSizeWarningLimit: 1_600,
    license: { fileName: 'licences.md' },
    modulePreload: { polyfill: false },
  },
  server: { host: '127.0.0.1', port: 7451, proxy: { '/api': 'http://127.0.0.1:7450' } },
});

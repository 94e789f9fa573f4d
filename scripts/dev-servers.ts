// The server starts anew when its files are saved; the screens come from Vite, which swaps them in the open page and
// hands every call on. The server is told Vite's address as its public one, so links, cookies and origins are right.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createServer } from 'vite';

const root = join(import.meta.dirname, '..');
const host = '127.0.0.1';
const port = Number(process.env['PORT'] || 7450);
const webPort = port + 1;
const behindVite = ['/api', '/healthz', '/readyz'];

const server = spawn(process.execPath, ['--watch', '--watch-preserve-output', join(root, 'server', 'main.ts')], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PORT: String(port), HOST: host, INTERLOCK_URL: `http://${host}:${webPort}` },
});
server.once('exit', (code) => process.exit(code ?? 1));

const target = `http://${host}:${port}`;
const vite = await createServer({
  root: join(root, 'web'),
  server: {
    host,
    port: webPort,
    strictPort: true,
    proxy: Object.fromEntries(behindVite.map((at) => [at, { target }])),
  },
});
await vite.listen();
console.log(`The screens reload on save at http://${host}:${webPort}`);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (signal !== 'SIGINT') server.kill(signal);
  });
}

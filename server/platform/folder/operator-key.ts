import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY = 'operator.key';
const ADDRESS = 'server.json';

/** A key for the command line on this machine, drawn anew at every start and readable by the server's user alone. */
export function writeOperatorKey(dataDir: string): { key: string; remove(): void } {
  const key = `ilk_op_${randomBytes(32).toString('base64url')}`;
  return { key, remove: writePrivately(join(dataDir, KEY), `${key}\n`) };
}

/** A killed server leaves its key and address behind; whoever owns the folder next takes them away. */
export function forgetKilledServer(dataDir: string): void {
  for (const name of [KEY, ADDRESS]) rmSync(join(dataDir, name), { force: true });
}

/** Where the running server is, so that the command line on this machine finds it. Answers how to take it away. */
export function writeServerAddress(dataDir: string, address: string): () => void {
  return writePrivately(join(dataDir, ADDRESS), `${JSON.stringify({ address, pid: process.pid })}\n`);
}

/** Never there half written, and never readable by others, not even for a moment. */
function writePrivately(file: string, text: string): () => void {
  const part = `${file}.new`;
  rmSync(part, { force: true });
  writeFileSync(part, text, { mode: 0o600, flag: 'wx' });
  renameSync(part, file);
  return () => rmSync(file, { force: true });
}

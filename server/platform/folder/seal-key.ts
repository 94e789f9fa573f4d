import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'audit-seal.key';

/** The key that signs the audit log and nothing else: made once, readable by the server's user alone, in no backup. */
export function sealKeyIn(dataDir: string): KeyObject {
  const file = join(dataDir, FILE);
  if (!existsSync(file)) make(file);
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    throw new Error(`${file} cannot be read as a key.`, { cause: error });
  }
  throw new Error(`${file} must hold an Ed25519 key.`);
}

/** Written beside it and renamed: a kill leaves no half key. */
function make(file: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  rmSync(`${file}.new`, { force: true });
  writeFileSync(`${file}.new`, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o400, flush: true });
  renameSync(`${file}.new`, file);
}

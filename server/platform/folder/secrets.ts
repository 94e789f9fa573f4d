import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Secrets = {
  /** What is stored in the database of a secret; only this key opens it, and only as what it was sealed. */
  seal(secret: string, as: string): Buffer;
  /** Undefined where it was sealed with another key, as something else, or was altered. */
  open(sealed: Buffer, as: string): string | undefined;
  /** A text and its signature, fit for a link. */
  sign(text: string, as: string): string;
  /** The text, where its signature is ours. */
  verify(signed: string, as: string): string | undefined;
};

const FILE = 'secrets.key';
const BYTES = 32;
const NONCE = 12;
const TAG = 16;

/** The key lies beside the database and never in it: a copy of the database opens nothing. Made at the first start. */
export function readSecretsKey(dataDir: string): Buffer {
  const file = join(dataDir, FILE);
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, `${randomBytes(BYTES).toString('base64url')}\n`, { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url');
  if (key.length === BYTES) return key;
  throw new Error(`${file} must hold the 43 characters that Interlock wrote there.`);
}

/**
 * Each purpose has a key of its own, so that nothing sealed or signed for one passes for another. `handled` hears each secret
 * that is sealed or opened.
 */
export function openSecrets(key: Buffer, handled: (secret: string) => void = () => {}): Secrets {
  const keyFor = (use: 'seal' | 'sign', as: string) =>
    Buffer.from(hkdfSync('sha256', key, '', `interlock/${use}/${as}`, BYTES));
  const signature = (text: string, as: string) => createHmac('sha256', keyFor('sign', as)).update(text).digest();
  return {
    seal: (secret, as) => {
      handled(secret);
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', keyFor('seal', as), nonce);
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open: (sealed, as) => {
      try {
        const cipher = createDecipheriv('aes-256-gcm', keyFor('seal', as), sealed.subarray(0, NONCE), {
          authTagLength: TAG,
        });
        cipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
        const secret = Buffer.concat([cipher.update(sealed.subarray(NONCE + TAG)), cipher.final()]).toString('utf8');
        handled(secret);
        return secret;
      } catch {
        return undefined;
      }
    },
    sign: (text, as) => `${Buffer.from(text).toString('base64url')}.${signature(text, as).toString('base64url')}`,
    verify: (signed, as) => {
      const [body = '', mark = '', ...more] = signed.split('.');
      const text = Buffer.from(body, 'base64url').toString('utf8');
      const given = Buffer.from(mark, 'base64url');
      const ours = signature(text, as);
      return more.length === 0 && given.length === ours.length && timingSafeEqual(given, ours) ? text : undefined;
    },
  };
}

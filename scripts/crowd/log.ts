import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { exportSealedRoute, type Seal, sealRoute } from '@interlock/contract/sealing.ts';
import { type Proof, proofOf } from '../../cli/audit-proof.ts';

const MOST_MS = 60_000;

/** Waits until everything is sealed and signed, takes the log along, and works out every hash and signature anew. */
export async function proofOfLog(address: string, token: string): Promise<Proof> {
  const ask = (path: string) => fetch(`${address}${path}`, { headers: { authorization: `Bearer ${token}` } });
  const end = performance.now() + MOST_MS;
  for (;;) {
    const seal = (await (await ask(sealRoute.path)).json()) as Seal;
    if (seal.waiting === 0) break;
    if (performance.now() > end) throw new Error(`${seal.waiting} events are not sealed after ${MOST_MS} ms`);
    await pause(250);
  }
  const { body } = await ask(exportSealedRoute.path);
  if (!body) throw new Error('the log cannot be taken along');
  return proofOf(createInterface({ input: Readable.fromWeb(body as never) }), { keys: [] });
}

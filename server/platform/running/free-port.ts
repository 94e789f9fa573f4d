import { once } from 'node:events';
import { createServer } from 'node:net';

/** Throws what listening there would throw. Asked before anything is made, so that a start on a port in use leaves nothing behind. */
export async function mustBeFree(host: string, port: number): Promise<void> {
  const trial = createServer().listen({ host, port });
  await once(trial, 'listening');
  trial.close();
  await once(trial, 'close');
}

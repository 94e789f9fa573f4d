import { type InputOf, type OutputOf, type Route, requestOf } from '@interlock/contract/route.ts';
import { refusalFrom, refused, unreachable } from './refusal.ts';

export type { InputOf, OutputOf };

type CallOptions = { key?: string; signal?: AbortSignal };

const triesWhenUnreachable = 3;

/**
 * Calls the server. Throws a refusal for every answer that is not a yes. An unsafe call carries one idempotency key
 * over all its tries, so a lost answer never makes an act happen twice.
 */
export async function call<R extends Route>(
  route: R,
  input: InputOf<R>,
  options: CallOptions = {},
): Promise<OutputOf<R>> {
  const safe = route.method === 'GET';
  const key = options.key ?? crypto.randomUUID();
  const { path, body } = requestOf(route, { ...input });
  const headers = {
    accept: 'application/json',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(!safe && { 'idempotency-key': key }),
  };
  const init = {
    method: route.method,
    headers,
    body: body ? JSON.stringify(body) : null,
    signal: options.signal ?? null,
  };
  const response = await heard(() => fetch(path, init), options.signal);
  if (!response.ok) throw refused(await refusalFrom(response));
  // `as`: the server answers nothing that its contract does not let through; read again here it would cost every call.
  return response.status === 204 ? ({} as OutputOf<R>) : ((await response.json()) as OutputOf<R>);
}

async function heard(ask: () => Promise<Response>, signal: AbortSignal | undefined): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (thrown) {
      if (signal?.aborted) throw thrown;
      if (tries >= triesWhenUnreachable) throw refused(unreachable);
      await new Promise((resolve) => setTimeout(resolve, 300 * tries));
    }
  }
}

import { type Route, requestOf } from '@interlock/contract/route.ts';
import type { InputOf, OutputOf } from './call.ts';
import { refusalFrom, refused, unreachable } from './refusal.ts';

type Options = {
  key: string;
  signal: AbortSignal;
  /** How much of it has gone, from 0 to 1. */
  onProgress: (share: number) => void;
};

/** As `call`, for a call that takes a file: it tells how far it has come, which `fetch` cannot. */
export function sendFile<R extends Route>(
  route: R,
  input: InputOf<R>,
  file: Blob,
  { key, signal, onProgress }: Options,
): Promise<OutputOf<R>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const unheard = () => reject(signal.aborted ? new DOMException('called off', 'AbortError') : refused(unreachable));
    request.open(route.method, requestOf(route, { ...input }).path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('idempotency-key', key);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = unheard;
    request.onabort = unheard;
    request.ontimeout = unheard;
    request.onload = () => {
      // `as`: like every answer of `call`.
      if (request.status === 200) return resolve(JSON.parse(request.responseText) as OutputOf<R>);
      void refusalFrom(new Response(request.responseText, { status: request.status })).then((why) =>
        reject(refused(why)),
      );
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

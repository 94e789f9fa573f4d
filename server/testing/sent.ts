import { Agent, request } from 'node:http';

/** Connections stay open from call to call, as a browser's do. */
const agent = new Agent({ keepAlive: true });

/** A call over the wire, and its answer as a whole. `fetch` does the same for three times the work of the processor. */
export function sent(
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: string | Uint8Array,
): Promise<{ status: number; headers: Headers; text: string }> {
  return new Promise((resolve, reject) => {
    const call = request(new URL(url), { agent, method, headers }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = new TextDecoder().decode(Buffer.concat(pieces));
        resolve({ status: answer.statusCode ?? 0, headers: headersOf(answer.rawHeaders), text });
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}

function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let at = 0; at < raw.length; at += 2) headers.append(raw[at] ?? '', raw[at + 1] ?? '');
  return headers;
}

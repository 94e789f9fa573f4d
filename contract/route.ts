import type { z } from 'zod';
import type { Access } from './permissions.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One call as data. The server, the web, the command line and the OpenAPI document are all derived from it. */
export type Route<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType> = {
  method: Method;
  /** `:name` parts are taken from `input`; the rest of `input` travels as query (GET, DELETE, `takes`) or JSON body. */
  path: `/${string}`;
  /** Who may call: a permission, anyone signed in, or anyone at all. Nothing else opens a route. */
  permission: Access;
  /** One sentence for the API page. */
  summary: string;
  input: I;
  output: O;
  /** The media type of an answer that is a file and not JSON; it is sent as a download, piece by piece. */
  produces?: string;
  /** The body is a file as it is (application/octet-stream), as large as the server's settings allow; `input` is the query. */
  takes?: 'file';
  /** Largest body accepted, in bytes; 256 KiB where it is not given. */
  bodyLimit?: number;
  /**
   * How often one person, or one address of people not signed in, may call in a minute; past that the answer is 429 with
   * Retry-After. Where `whenGiven` names a part of the input, only calls that bring it count.
   */
  limit?: { perMinute: number; whenGiven?: string };
};

/** What a call takes, and what it answers. */
export type InputOf<R extends Route> = z.input<R['input']>;
export type OutputOf<R extends Route> = z.output<R['output']>;

export function route<I extends z.ZodObject, O extends z.ZodType>(described: Route<I, O>): Route<I, O> {
  return described;
}

/** Whether what does not stand in the path travels as query. */
export const isInQuery = ({ method, takes }: Pick<Route, 'method' | 'takes'>): boolean =>
  method === 'GET' || method === 'DELETE' || takes === 'file';

/** What one call sends: names in the path are taken from the input, the rest is the query or the JSON body. */
export type Sent = { path: string; body: Record<string, unknown> | undefined };

/** Several values of one name become a query parameter each; what is undefined does not travel. */
export function requestOf(
  route: Pick<Route, 'method' | 'path' | 'takes'>,
  input: Readonly<Record<string, unknown>>,
): Sent {
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const path = route.path.replace(/:(\w+)/g, (_whole, name: string) => {
    const value = rest.get(name);
    rest.delete(name);
    return encodeURIComponent(String(value));
  });
  if (!isInQuery(route)) return { path, body: Object.fromEntries(rest) };
  const query = new URLSearchParams();
  for (const [name, value] of rest) {
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  return { path: query.size > 0 ? `${path}?${query}` : path, body: undefined };
}

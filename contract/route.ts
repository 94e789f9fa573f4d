import type { z } from 'zod';
import type { Access } from './permissions.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One call as data. The server, the web, the command line and the OpenAPI document are all derived from it. */
export type Route<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType> = {
  method: Method;
  /** `:name` parts are taken from `input`; the rest of `input` travels as query (GET, DELETE) or JSON body. */
  path: `/${string}`;
  /** Who may call: a permission, anyone signed in, or anyone at all. Nothing else opens a route. */
  permission: Access;
  /** One sentence for the API page. */
  summary: string;
  input: I;
  output: O;
  /** Largest body accepted, in bytes; 256 KiB where it is not given. */
  bodyLimit?: number;
  /**
   * How often one person, or one address of people not signed in, may call in a minute; past that the answer is 429 with
   * Retry-After. Where `whenGiven` names a part of the input, only calls that bring it count.
   */
  limit?: { perMinute: number; whenGiven?: string };
};

export function route<I extends z.ZodObject, O extends z.ZodType>(described: Route<I, O>): Route<I, O> {
  return described;
}

import type { Route } from '@interlock/contract/route.ts';
import type { z } from 'zod';
import { codes } from './codes.ts';
import { fail } from './failure.ts';

/** What was typed, as the call wants it; else wrong use, told field by field before anything is sent. */
export function inputFor<I extends z.ZodObject, O extends z.ZodType>(route: Route<I, O>, given: object): z.input<I> {
  if (isInput(route, given)) return given;
  const issues = route.input.safeParse(given).error?.issues ?? [];
  return fail(codes.wrongUse, ...issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
}

const isInput = <I extends z.ZodObject, O extends z.ZodType>(
  { input }: Route<I, O>,
  given: unknown,
): given is z.input<I> => input.safeParse(given).success;

import { GuardAnswer } from '@interlock/contract/change-flow.ts';
import { z } from 'zod';
import { type Code, codes } from './codes.ts';
import { end, fail } from './failure.ts';

const Problem = z.looseObject({
  status: z.number(),
  code: z.string(),
  title: z.string().default(''),
  detail: z.string().default(''),
  next: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
  guards: z.array(GuardAnswer).default([]),
});
type Problem = z.output<typeof Problem>;

const codeOf: Record<number, Code> = { 400: codes.wrongUse, 401: codes.unreachable, 413: codes.wrongUse };

/** What would help here, at a terminal, by the code of the refusal. It stands in place of what the server advises. */
export type Advice = Readonly<Record<string, string>>;

/** A refusal ends the command with its sentences: what, why, who can clear it, what next. */
export function refuse(status: number, body: unknown, advice: Advice): never {
  const problem = Problem.safeParse(body);
  const code = codeOf[status] ?? (status >= 500 ? codes.unreachable : codes.refused);
  if (!problem.success) return fail(code, `The server answered ${status}, and nothing that this command understands.`);
  return end({ code, lines: sentencesOf(problem.data, advice), problem: problem.data });
}

function sentencesOf({ title, code, detail, next, errors, guards }: Problem, advice: Advice): string[] {
  const unmet = guards.filter(({ met }) => !met);
  const inWords = unmet.length > 0 ? unmet.flatMap(guardLines) : [detail, ...fieldLines(errors)];
  return [`${title} (${code}).`, ...inWords, advice[code] ?? next ?? ''].filter(Boolean);
}

const fieldLines = (errors: Problem['errors']): string[] =>
  errors.map(({ path, message }) => `  ${path || 'request'}: ${message}`);

/** Why a move cannot be made, who can clear that, and when. */
export function guardLines({
  guard,
  why,
  clearedBy,
  earliest,
  withMove,
  enforcement,
  overridden,
  letPass,
}: GuardAnswer): string[] {
  if (overridden) return [`  - ${why}`, `    ${overridden.by.name} lets it pass: ${overridden.words}`];
  const people = clearedBy.filter(({ is }) => is !== 'nobody' && is !== 'time').map(({ name }) => name);
  const clears = [
    enforcement === 'inform' ? 'holds nothing back' : '',
    withMove && enforcement === 'justify' ? `say why it goes on with --justify ${guard}="..."` : '',
    withMove && enforcement !== 'justify' ? 'say it with the move' : '',
    people.length > 0 ? `can be cleared by ${people.join(', ')}` : '',
    earliest ? `at the earliest ${earliest}` : '',
  ].filter(Boolean);
  const lines = [...(clears.length > 0 ? [clears.join('; ')] : []), ...(letPass ? [letPass.words] : [])];
  return [`  - ${why}`, ...lines.map((line) => `    ${line}`)];
}

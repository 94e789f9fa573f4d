import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import type { RefusalCode } from '@interlock/contract/refusals.ts';

export type FieldError = { path: string; message: string };

/** Why the server said no, or why it could not be heard (`unreachable`). */
export type Refusal = {
  code: RefusalCode | 'unreachable';
  status: number;
  title: string;
  detail: string;
  /** What would help, where the server knows better than the code alone tells. */
  next: string;
  errors: FieldError[];
  guards: GuardAnswer[];
  /** Seconds to wait, where the server named them. */
  retryAfter: number | undefined;
};

export const unreachable: Refusal = {
  code: 'unreachable',
  status: 0,
  title: '',
  detail: '',
  next: '',
  errors: [],
  guards: [],
  retryAfter: undefined,
};

type Refused = Error & { refusal: Refusal };

export function refused(refusal: Refusal): Refused {
  return Object.assign(new Error(refusal.title), { refusal });
}

const isRefused = (thrown: unknown): thrown is Refused => thrown instanceof Error && 'refusal' in thrown;

/** The refusal inside anything thrown; a bug of ours becomes `internal`, so that every failure has words. */
export function refusalOf(thrown: unknown): Refusal {
  if (isRefused(thrown)) return thrown.refusal;
  const detail = thrown instanceof Error ? thrown.message : '';
  return { code: 'internal', status: 0, title: '', detail, next: '', errors: [], guards: [], retryAfter: undefined };
}

type Problem = Partial<Pick<Refusal, 'code' | 'title' | 'detail' | 'next' | 'errors' | 'guards'>>;

export async function refusalFrom(response: Response): Promise<Refusal> {
  const problem: Problem = await response.json().catch(() => ({}));
  const retryAfter = Number(response.headers.get('retry-after'));
  return {
    code: problem.code ?? (response.status >= 502 ? 'unavailable' : 'internal'),
    status: response.status,
    title: problem.title ?? '',
    detail: problem.detail ?? '',
    next: problem.next ?? '',
    errors: problem.errors ?? [],
    guards: problem.guards ?? [],
    retryAfter: retryAfter > 0 ? retryAfter : undefined,
  };
}

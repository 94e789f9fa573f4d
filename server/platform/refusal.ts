import { type RefusalCode, refusals } from '@interlock/contract/refusals.ts';

/** What a refusal carries beside its code: why, which fields, which guards, and what to do now. */
export type Because = {
  because: string;
  /** What would turn the no into a yes. */
  next?: string;
  errors?: readonly { path: string; message: string }[];
  guards?: readonly unknown[];
  retryAfterSeconds?: number;
};

export type No = { ok: false; code: RefusalCode } & Because;
export type Verdict<T> = { ok: true; value: T } | No;

export const yes = <T>(value: T): Verdict<T> => ({ ok: true, value });
export const no = (code: RefusalCode, because: string, more: Omit<Because, 'because'> = {}): No => ({
  ok: false,
  code,
  because,
  ...more,
});

/** A no on its way out: it rolls the transaction back and becomes problem+json. Anything else that is thrown is a bug. */
export class Refusal extends Error {
  readonly no: No;
  constructor(refused: No) {
    super(refused.because);
    this.name = 'Refusal';
    this.no = refused;
  }
}

/** Unwraps a yes; throws a no as a `Refusal`. */
export function must<T>(verdict: Verdict<T>): T {
  if (verdict.ok) return verdict.value;
  throw new Refusal(verdict);
}

export function refuse(code: RefusalCode, because: string, more: Omit<Because, 'because'> = {}): never {
  throw new Refusal(no(code, because, more));
}

export const statusOf = (code: RefusalCode): number => refusals[code][0];
export const titleOf = (code: RefusalCode): string => refusals[code][1];

import type { RefusalCode } from '@interlock/contract/refusals.ts';
import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { refusalOf } from '../../lib/calls/refusal.ts';
import { wordsOfRead } from '../../lib/calls/refusal-words.ts';
import { Button } from '../buttons/button.tsx';

type Props = {
  error: unknown;
  /** Whether it stands for the whole page and so carries its heading. */
  whole?: boolean;
  onRetry?: () => void;
  /** Where to go, in the place of trying again where that cannot help. */
  instead?: ReactNode;
};

/** What is asked for again is answered the same. */
const lasting: ReadonlySet<string> = new Set<RefusalCode>(['not_found', 'invalid', 'forbidden']);

/** A screen that could not be read: why, what now, and the way to try again. */
export function ErrorState({ error, whole = false, onRetry, instead }: Props) {
  const Title = whole ? 'h1' : 'p';
  const refusal = refusalOf(error);
  const { title, next } = wordsOfRead(refusal);
  const stays = lasting.has(refusal.code);
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-4 py-16 text-center text-sm">
      <Title className="text-lg font-semibold">{title}</Title>
      <p className="text-fg-2">{next}</p>
      {stays && instead}
      {!stays && onRetry && <Button onClick={onRetry}>{t`Try again`}</Button>}
    </div>
  );
}

import { t } from '@lingui/core/macro';
import { refusalOf } from '../lib/refusal.ts';
import { wordsOfRead } from '../lib/refusal-words.ts';
import { Button } from './button.tsx';

type Props = {
  error: unknown;
  /** Whether it stands for the whole page and so carries its heading. */
  whole?: boolean;
  onRetry?: () => void;
};

/** A screen that could not be read: why, what now, and the way to try again. */
export function ErrorState({ error, whole = false, onRetry }: Props) {
  const Title = whole ? 'h1' : 'p';
  const { title, next } = wordsOfRead(refusalOf(error));
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-4 py-16 text-center text-sm">
      <Title className="text-lg font-semibold">{title}</Title>
      <p className="text-fg-2">{next}</p>
      {onRetry && <Button onClick={onRetry}>{t`Try again`}</Button>}
    </div>
  );
}

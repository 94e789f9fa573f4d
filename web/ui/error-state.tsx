import { t } from '@lingui/core/macro';
import { refusalOf } from '../lib/refusal.ts';
import { wordsOf } from '../lib/refusal-words.ts';
import { Button } from './button.tsx';

/** A screen that could not be read: why, what now, and the way to try again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { title, next } = wordsOf(refusalOf(error));
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-4 py-16 text-center text-sm">
      <p className="text-lg font-semibold">{title}</p>
      <p className="text-fg-2">{next}</p>
      {onRetry && <Button onClick={onRetry}>{t`Try again`}</Button>}
    </div>
  );
}

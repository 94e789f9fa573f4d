import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { refusalOf } from '../../lib/calls/refusal.ts';
import { buttonLook } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';

/** Why the list could not be read. What its address narrows it to may be nothing that there is. */
export function ListError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { code, errors } = refusalOf(error);
  if (code !== 'invalid') return <ErrorState error={error} onRetry={onRetry} />;
  const names = [...new Set(errors.map(({ path }) => path.split('.')[0] ?? path))].join(', ');
  return (
    <EmptyState
      action={
        <Link to="/changes" search={{ view: 'all' }} className={buttonLook('plain')}>
          {t`Clear filters`}
        </Link>
      }
    >
      {names ? t`A filter in the address is not known here: ${names}.` : t`A filter in the address is not known here.`}
    </EmptyState>
  );
}

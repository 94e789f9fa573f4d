import type { ErrorComponentProps } from '@tanstack/react-router';
import { ErrorState } from '../ui/error-state.tsx';

/** A screen that could not be drawn, with the way to try again. */
export function Broken({ error, reset }: ErrorComponentProps) {
  return <ErrorState whole error={error} onRetry={reset} />;
}

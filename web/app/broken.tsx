import type { ErrorComponentProps } from '@tanstack/react-router';
import { refusalOf } from '../lib/calls/refusal.ts';
import { ErrorState } from '../ui/feedback/error-state.tsx';
import { serverAnswers } from './while-away.ts';

/** A screen that could not be drawn, with the way to try again: what could not be loaded is read in anew once the server answers. */
export function Broken({ error, reset }: ErrorComponentProps) {
  async function tryAgain(): Promise<void> {
    if (refusalOf(error).code !== 'unreachable') reset();
    else if (await serverAnswers()) location.reload();
  }
  return <ErrorState whole error={error} onRetry={() => void tryAgain()} />;
}

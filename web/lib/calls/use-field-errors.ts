import { t } from '@lingui/core/macro';
import { useEffect, useRef } from 'react';
import type { Refusal } from './refusal.ts';

/** What the server said about one field, by its path. */
export type FieldErrors = (path: string) => string | undefined;

export function fieldErrors(refusal: Refusal | undefined): FieldErrors {
  return (path) => {
    const found = refusal?.errors.find((error) => error.path === path || error.path.startsWith(`${path}.`));
    return found && inWords(found.message);
  };
}

/** The schema's own messages count characters; people are told what to do. */
function inWords(message: string): string {
  if (/^Too small: expected (string|array) to have >=1 /.test(message)) return t`This is needed.`;
  const most = /^Too big: expected string to have <=(\d+) /.exec(message)?.[1];
  return most ? t`At most ${most} characters.` : message;
}

/** After a refusal the first marked field takes the focus, so that nobody has to look for it. */
export function useFocusOnError(refusal: Refusal | undefined) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refusal) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [refusal]);
  return form;
}

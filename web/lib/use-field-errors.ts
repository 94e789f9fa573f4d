import { useEffect, useRef } from 'react';
import type { Refusal } from './refusal.ts';

/** What the server said about one field, by its path. */
export type FieldErrors = (path: string) => string | undefined;

export function fieldErrors(refusal: Refusal | undefined): FieldErrors {
  return (path) => refusal?.errors.find((error) => error.path === path || error.path.startsWith(`${path}.`))?.message;
}

/** After a refusal the first marked field takes the focus, so that nobody has to look for it. */
export function useFocusOnError(refusal: Refusal | undefined) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refusal) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [refusal]);
  return form;
}

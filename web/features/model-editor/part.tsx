import type { ReactNode } from 'react';
import { firstField } from '../../lib/browser/first-field.ts';

type Props = { at: string | number; children: ReactNode };

/** A part of the model's definition, by its name or place there, so that a finding about it leads to it. */
export function Part({ at, children }: Props) {
  return (
    <div data-part={at} className="contents">
      {children}
    </div>
  );
}

/** The innermost part on the path that is on the screen. A part may stand for two steps of it, as `enforce.tasks_done`. */
export function partAt(within: HTMLElement, path: readonly (string | number)[]): HTMLElement {
  for (const steps of [1, 2]) {
    const name = path.slice(0, steps).join('.');
    const part = name && within.querySelector<HTMLElement>(`[data-part="${CSS.escape(name)}"]`);
    if (part) return partAt(part, path.slice(steps));
  }
  return within;
}

/** Puts the hands where a part is written, in the middle of the screen. */
export function goToPart(part: HTMLElement): void {
  const field = firstField(part);
  field?.focus({ preventScroll: true });
  (field ?? part).scrollIntoView({ block: 'center' });
}

import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { textOf } from './value-text.ts';

/** Says an id as the name behind it. */
export type Named = (id: string) => ReactNode;

type Props = { name: string; before: unknown; after: unknown; named?: Named | undefined };

const isId = (value: unknown): value is string => typeof value === 'string' && /^[a-z]{3}_[0-9a-z]{20,}$/.test(value);

/** A value before and after. Long texts stand one below the other, short ones in a line. */
export function ChangedValue({ name, before, after, named }: Props) {
  const long = textOf(before).length + textOf(after).length > 120;
  const said = (value: unknown) => (named && isId(value) ? named(value) : textOf(value));
  return (
    <div className="mb-1 text-sm break-words last:mb-0">
      {name && <span className="font-medium">{name} </span>}
      <span className="sr-only">{t`before:`} </span>
      <del className={`text-fg-3 ${long ? 'block' : ''} whitespace-pre-line`}>{said(before)}</del>
      <span aria-hidden="true">{long ? '' : ' → '}</span>
      <span className="sr-only">{t`after:`} </span>
      <ins className={`no-underline ${long ? 'block' : ''} whitespace-pre-line`}>{said(after)}</ins>
    </div>
  );
}

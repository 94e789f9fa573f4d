import { t } from '@lingui/core/macro';
import { lazy, type ReactNode, Suspense } from 'react';
import { textOf } from './value-text.ts';

const WordDiff = lazy(() => import('./word-diff.tsx'));

/** Says an id as the name behind it. */
export type Named = (id: string) => ReactNode;

type Props = { name: string; before: unknown; after: unknown; named?: Named | undefined };

const isId = (value: unknown): value is string => typeof value === 'string' && /^[a-z]{3}_[0-9a-z_]{2,}$/.test(value);
const isText = (value: unknown): value is string => typeof value === 'string' && /\s/.test(value.trim());

/** A value before and after. Texts are compared word by word; single values stand in a line. */
export function ChangedValue({ name, before, after, named }: Props) {
  const said = (value: unknown) => (named && isId(value) ? named(value) : textOf(value));
  const plain = (
    <>
      <span className="sr-only">{t`before:`} </span>
      <del className="whitespace-pre-line text-fg-3">{said(before)}</del>
      <span aria-hidden="true"> → </span>
      <span className="sr-only">{t`after:`} </span>
      <ins className="whitespace-pre-line no-underline">{said(after)}</ins>
    </>
  );
  return (
    <div className="mb-1.5 text-sm break-words last:mb-0">
      {name && <span className="font-medium">{name} </span>}
      {isText(before) && isText(after) && before.length + after.length > 60 ? (
        <Suspense fallback={plain}>
          <WordDiff before={before} after={after} />
        </Suspense>
      ) : (
        plain
      )}
    </div>
  );
}

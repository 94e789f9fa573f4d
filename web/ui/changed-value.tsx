import { t } from '@lingui/core/macro';
import { textOf } from './value-text.ts';

/** A value before and after. Long texts stand one below the other, short ones in a line. */
export function ChangedValue({ name, before, after }: { name: string; before: unknown; after: unknown }) {
  const was = textOf(before);
  const is = textOf(after);
  const long = was.length + is.length > 120;
  return (
    <div className="mb-1 text-sm break-words last:mb-0">
      {name && <span className="font-medium">{name} </span>}
      <span className="sr-only">{t`before:`} </span>
      <del className={`text-fg-3 ${long ? 'block' : ''} whitespace-pre-line`}>{was}</del>
      <span aria-hidden="true">{long ? '' : ' → '}</span>
      <span className="sr-only">{t`after:`} </span>
      <ins className={`no-underline ${long ? 'block' : ''} whitespace-pre-line`}>{is}</ins>
    </div>
  );
}

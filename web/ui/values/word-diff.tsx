import { t } from '@lingui/core/macro';
import { diffWordsWithSpace } from 'diff';
import { Fragment } from 'react';

/** Words around an edit that are shown with it; the rest of an unaltered stretch is left out. */
const around = 120;

/** Two versions of a text as one: what was taken out struck, what was put in marked, and long unaltered stretches shortened. */
export default function WordDiff({ before, after }: { before: string; after: string }) {
  // Texts that differ in nearly everything would take long to compare; they are then shown one below the other.
  const parts = diffWordsWithSpace(before, after, { timeout: 250 });
  if (!parts) {
    return (
      <>
        <p className="text-fg-3">{t`Too much is different to mark each word.`}</p>
        <del className="block whitespace-pre-line text-fg-3">{before}</del>
        <ins className="block whitespace-pre-line no-underline">{after}</ins>
      </>
    );
  }
  return (
    <p className="break-words whitespace-pre-line">
      {parts.map(({ added, removed, value }, at) => {
        const key = at;
        if (added) {
          return (
            <ins key={key} className="rounded-sm bg-low-bg text-low no-underline">
              <span className="sr-only">{t`put in:`} </span>
              {value}
            </ins>
          );
        }
        if (removed) {
          return (
            <del key={key} className="rounded-sm bg-crit-bg text-crit">
              <span className="sr-only">{t`taken out:`} </span>
              {value}
            </del>
          );
        }
        return <Fragment key={key}>{shortened(value, at === 0, at === parts.length - 1)}</Fragment>;
      })}
    </p>
  );
}

function shortened(text: string, first: boolean, last: boolean): string {
  if (text.length <= 2 * around + 20) return text;
  const head = first ? '' : text.slice(0, around);
  const tail = last ? '' : text.slice(-around);
  return `${head} … ${tail}`.toWellFormed();
}

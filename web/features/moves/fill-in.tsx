import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { fieldNameOf } from '../changes/index.ts';

type Props = { change: ChangeDetail; guard: GuardAnswer; onGo?: (() => void) | undefined };

/** What a guard misses leads to where it is cleared: to the field, where one may write it oneself, or to the part of the page. */
export function FillIn({ change, guard, onGo }: Props) {
  // In the order in which the guard's sentence names them.
  const fields = guard.fields.flatMap((one) =>
    change.editable.filter((field) => field === one || field === `${one}Id`),
  );
  const place = placeOf[guard.guard];
  if (fields.length === 0 && !place) return null;
  const link = {
    to: '/changes/$number',
    params: { number: change.number },
    replace: true,
    resetScroll: false,
  } as const;
  const look = { className: 'text-accent underline underline-offset-2', ...(onGo && { onClick: onGo }) };
  if (fields.length === 0 && place) {
    return (
      <p className="text-xs text-fg-2">
        {t`Cleared at:`}{' '}
        <Link {...link} {...look} search={{ tab: place.tab }} hash={place.hash ?? ''}>
          {place.name()}
        </Link>
      </p>
    );
  }
  return (
    <p className="flex flex-wrap gap-x-3 text-xs text-fg-2">
      {t`Fill it in:`}
      {fields.map((field) => (
        <Link key={field} {...link} {...look} search={tabOf[field] ? { tab: tabOf[field] } : {}} hash={field}>
          {fieldNameOf(change.model.retrospective)(field)}
        </Link>
      ))}
    </p>
  );
}

/** The part of the page on which a field stands; the others stand on the first or beside all. */
const tabOf: Readonly<Record<string, string | undefined>> = {
  implementationPlan: 'plan',
  backoutPlan: 'backout',
  testPlan: 'tests',
};

type Place = { tab: string; hash?: string; name: () => string };
const review: Place = { tab: 'review', name: () => t`Review` };

/** Where on the page that is done for which a guard waits. */
const placeOf: Readonly<Record<string, Place | undefined>> = {
  test_evidence: { tab: 'tests', hash: 'evidence', name: () => t`Tests` },
  backout_ready: { tab: 'backout', hash: 'rehearsal', name: () => t`Backout` },
  plan_fits_window: { tab: 'plan', name: () => t`Plan` },
  review_done: review,
  review_answers: review,
  overrun_reviewed: review,
};

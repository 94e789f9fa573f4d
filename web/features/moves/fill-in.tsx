import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { fieldNameOf } from '../changes/index.ts';

type Props = { change: ChangeDetail; guard: GuardAnswer; onGo?: (() => void) | undefined };

/** What a guard misses that one may write oneself leads to where it is written. */
export function FillIn({ change, guard, onGo }: Props) {
  const fields = change.editable.filter((field) => guard.fields.some((one) => field === one || field === `${one}Id`));
  if (fields.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-3 text-xs text-fg-2">
      {t`Fill it in:`}
      {fields.map((field) => (
        <Link
          key={field}
          to="/changes/$number"
          params={{ number: change.number }}
          search={tabOf[field] ? { tab: tabOf[field] } : {}}
          hash={field}
          replace
          resetScroll={false}
          className="text-accent underline underline-offset-2"
          {...(onGo && { onClick: onGo })}
        >
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

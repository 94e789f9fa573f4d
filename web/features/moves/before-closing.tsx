import type { Move } from '@interlock/contract/change-flow.ts';
import { showReviewRoute } from '@interlock/contract/change-reviews.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { plural, t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { reads } from '../../lib/calls/query.ts';

type Props = {
  change: ChangeDetail;
  move: Move;
  /** How it went, as far as it is chosen. */
  outcome: string;
  /** Told when one goes to the review first. */
  onGo: () => void;
};

/** Whoever closes a change for good is told what its review leaves open: afterwards nobody answers any more. */
export function BeforeClosing({ change, move, outcome, onGo }: Props) {
  const ends = change.steps.find(({ key }) => key === move.to)?.kind === 'closed' && move.asks.includes('closure');
  const review = useQuery({ ...reads(showReviewRoute, { changeId: change.id }), enabled: ends });
  if (!ends || !review.data) return null;
  const { questions, mayAnswer, mayAddLesson } = review.data;
  const left = questions.filter(({ answer }) => answer === null).length;
  const teaches = mayAddLesson && outcome !== '' && outcome !== 'successful';
  if (left === 0 && !teaches) return null;
  const at = {
    to: '/changes/$number',
    params: { number: change.number },
    search: { tab: 'review' },
    resetScroll: false,
    className: 'text-accent underline underline-offset-2',
    onClick: onGo,
  } as const;
  return (
    <div role="status" className="flex flex-col gap-1.5 rounded-lg border border-line bg-sunken px-3 py-2.5 text-sm">
      {left > 0 && (
        <p>
          {plural(left, {
            one: '# question of its review is not answered, and once it is closed nobody can answer it.',
            other: '# questions of its review are not answered, and once it is closed nobody can answer them.',
          })}{' '}
          <Link {...at}>{mayAnswer ? t`Answer in Review` : t`Read them in Review`}</Link>
          {!mayAnswer && (
            <span className="block text-xs text-fg-2">
              {t`A coordinator or a change manager answers who did not carry it out, or whoever owns its review.`}
            </span>
          )}
        </p>
      )}
      {teaches && (
        <p>
          {t`Was something learnt from it? This can be kept also once it is closed.`}{' '}
          <Link {...at} hash="lessons">{t`Keep a lesson`}</Link>
        </p>
      )}
    </div>
  );
}

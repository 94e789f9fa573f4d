import type { Review } from '@interlock/contract/change-reviews.ts';
import type { Improvement } from '@interlock/contract/improvements.ts';
import type { Incident } from '@interlock/contract/incidents.ts';
import { t } from '@lingui/core/macro';
import { formatDate } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { At } from '../../ui/values/time.tsx';
import { PlannedAndActual, shownAnswer } from '../change-reviews/index.ts';
import { improvementWord } from '../improvements/index.ts';
import { attributionWord, kindWord } from '../incidents/index.ts';
import { Part, Text } from './parts.tsx';

/** What was planned against what was, and what the review answers. Nothing before the work has begun. */
export function ReviewPart({ review }: { review: Review }) {
  if (review.actualStart === null) return null;
  return (
    <Part title={t`Review`}>
      <PlannedAndActual review={review} />
      <div className="mt-3">
        {review.questions.map((question) => (
          <Text key={question.key} name={question.text}>
            <p className="break-words whitespace-pre-line">{shownAnswer(question)}</p>
            {question.answer && (
              <p className="text-xs text-fg-2">
                {question.answer.by.name}, <At at={question.answer.at} exact />
              </p>
            )}
          </Text>
        ))}
      </div>
    </Part>
  );
}

export function IncidentsPart({ changeId, incidents }: { changeId: string; incidents: readonly Incident[] }) {
  if (incidents.length === 0) return null;
  return (
    <Part title={t`Incidents`}>
      {incidents.map(({ id, system, number, title, links }) => (
        <Text key={id} name={`${system} ${number}`}>
          <p className="break-words">{title}</p>
          {links
            .filter(({ change }) => change.id === changeId)
            .map(({ id: link, kind, attribution, words, decided, linkedBy, linkedAt }) => (
              <div key={link}>
                <p className="text-xs text-fg-2">
                  {kindWord[kind]()} · {attributionWord[attribution]()} ·{' '}
                  {(decided?.by ?? linkedBy)?.name ?? t`an import`}, <At at={decided?.at ?? linkedAt} exact />
                </p>
                {[words, decided?.words].filter(Boolean).map((said) => (
                  <p key={said} className="break-words whitespace-pre-line">
                    {said}
                  </p>
                ))}
              </div>
            ))}
        </Text>
      ))}
    </Part>
  );
}

export function LessonsPart({ lessons }: { lessons: readonly Improvement[] }) {
  const { locale } = useViewer();
  if (lessons.length === 0) return null;
  return (
    <Part title={t`Lessons`}>
      {lessons.map(({ id, number, title, words, owner, dueOn, state, outcome }) => {
        const day = formatDate(dueOn, locale);
        return (
          <Text key={id} name={`${number} ${title}`}>
            <p className="text-xs text-fg-2">
              {improvementWord[state]()} · {owner.name} · {t`due on ${day}`}
            </p>
            {[words, outcome].filter(Boolean).map((said) => (
              <p key={said} className="break-words whitespace-pre-line">
                {said}
              </p>
            ))}
          </Text>
        );
      })}
    </Part>
  );
}

import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { lazy, Suspense } from 'react';
import { presentRounds } from '../approvals/index.ts';

const QuestionCard = lazy(() => import('./question-card.tsx'));

type Props = { change: ChangeDetail; onDone: (change: ChangeDetail) => Promise<void> };

/** The approvers' questions of the present rounds that are without an answer, and as long as their round asks the answered ones. */
export function Questions({ change, onDone }: Props) {
  const questions = presentRounds(change.rounds).present.flatMap((round) =>
    round.questions.filter(({ answer }) => answer === null || round.status === 'open'),
  );
  return (
    <Suspense>
      {questions.map((question) => (
        <QuestionCard key={question.id} change={change} question={question} onDone={onDone} />
      ))}
    </Suspense>
  );
}

import { answerQuestionRoute } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { says } from '@interlock/contract/says.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { useMe } from '../../lib/session/session.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Avatar } from '../../ui/glyphs/avatar.tsx';
import { Ago } from '../../ui/values/time.tsx';
import { mayAnswer } from './may-answer.ts';

type Question = ChangeDetail['rounds'][number]['questions'][number];
type Props = { change: ChangeDetail; question: Question; onDone: (change: ChangeDetail) => Promise<void> };

/** One question, with its answer, the box for one, or the word whom to wait for. */
export default function QuestionCard({ change, question, onDone }: Props) {
  const answers = mayAnswer(change, useMe());
  const initiator = change.requester?.name ?? t`The initiator`;
  return (
    <div className="rounded-lg border border-line bg-surface p-4 shadow-card">
      <div className="flex items-center gap-2 text-sm">
        <Avatar name={question.askedBy.name} />
        <span className="font-medium">{question.askedBy.name}</span>
        <span className="text-xs text-fg-2">
          {t`asks for information`} <Ago at={question.askedAt} />
        </span>
      </div>
      <p className="mt-1.5 text-base break-words whitespace-pre-line">{question.words}</p>
      {question.answer !== null && (
        <p className="mt-2 border-l-2 border-line-2 pl-3 text-base break-words whitespace-pre-line">
          <span className="font-medium">{question.answeredBy?.name ?? t`Somebody`}: </span>
          {question.answer}
        </p>
      )}
      {question.answer === null && answers && <Answer change={change} question={question} onDone={onDone} />}
      {question.answer === null && !answers && (
        <p className="mt-2 text-xs text-fg-2">{t`${initiator}, the assignee or whoever coordinates the change answers.`}</p>
      )}
    </div>
  );
}

function Answer({ change, question, onDone }: Props) {
  const [words, setWords] = useState('');
  const [missing, setMissing] = useState(false);
  const answer = useAction(async (written: string, key) => {
    await onDone(
      await call(answerQuestionRoute, { changeId: change.id, questionId: question.id, words: written }, { key }),
    );
    say(t`Answered.`);
  });
  return (
    <form
      noValidate
      className="mt-3 flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!says(words)) setMissing(true);
        else void answer.run(words);
      }}
    >
      <RefusalNote refusal={answer.refusal} />
      <Textarea
        label={t`Your answer`}
        value={words}
        error={missing && !says(words) ? t`Write it in words first.` : undefined}
        onChange={setWords}
      />
      <div>
        <Button type="submit" kind="primary" busy={answer.busy}>{t`Answer`}</Button>
      </div>
    </form>
  );
}

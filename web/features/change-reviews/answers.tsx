import { answerReviewRoute, type Review, showReviewRoute } from '@interlock/contract/change-reviews.ts';
import { says } from '@interlock/contract/says.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { At } from '../../ui/values/time.tsx';
import { readAgain } from '../changes/index.ts';

type Question = Review['questions'][number];
type Answer = { key: string; text: string };

/** The questions of the review: answered in place by those who may, read by everybody else. */
export function Answers({ changeId, review }: { changeId: string; review: Review }) {
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({});
  const send = useAction(async (answers: Answer[], key) => {
    await call(answerReviewRoute, { changeId, answers }, { key });
    setGiven({});
    await outdated(showReviewRoute);
    void readAgain();
    say(t`Your answers are kept.`);
  });
  const { questions, mayAnswer } = review;
  if (questions.length === 0) return null;
  const answers = questions.flatMap(({ key, answer }) => {
    const text = given[key];
    return text !== undefined && says(text) && text !== answer?.text ? [{ key, text }] : [];
  });
  const errorAt = fieldErrors(send.refusal);
  return (
    <Card flush title={t`Questions of the review`}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (answers.length > 0) void send.run(answers);
        }}
      >
        <ul>
          {questions.map((question) => (
            <li key={question.key} className="flex flex-col gap-1.5 border-t border-line px-4 py-3 first:border-t-0">
              {mayAnswer ? (
                <Asked
                  question={question}
                  value={given[question.key] ?? question.answer?.text ?? ''}
                  error={errorAt(`answers.${answers.findIndex(({ key }) => key === question.key)}.text`)}
                  onChange={(text) => setGiven({ ...given, [question.key]: text })}
                />
              ) : (
                <>
                  <p className="text-sm font-medium">{question.text}</p>
                  <p className="text-sm break-words whitespace-pre-line text-fg-2">{shownAnswer(question)}</p>
                </>
              )}
              <AnsweredBy question={question} />
            </li>
          ))}
        </ul>
        {mayAnswer && (
          <div className="flex flex-col gap-2 border-t border-line px-4 py-3">
            <RefusalNote refusal={send.refusal} />
            <div>
              <Button type="submit" kind={answers.length > 0 ? 'primary' : 'plain'} busy={send.busy}>
                {t`Keep the answers`}
              </Button>
            </div>
          </div>
        )}
      </form>
    </Card>
  );
}

function AnsweredBy({ question: { answer, required } }: { question: Question }) {
  if (!answer) return required ? <p className="text-xs text-fg-2">{t`Needed before it is closed.`}</p> : null;
  const { name } = answer.by;
  return (
    <p className="text-xs text-fg-3">
      {name} · <At at={answer.at} />
    </p>
  );
}

type AskedProps = {
  question: Question;
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
};

function Asked({ question: { kind, text }, value, error, onChange }: AskedProps) {
  if (kind === 'text') return <Textarea label={text} value={value} error={error} onChange={onChange} />;
  const options = [
    { value: 'yes', label: t`Yes` },
    { value: 'no', label: t`No` },
  ];
  return (
    <Select
      label={text}
      className="max-w-72"
      value={value}
      empty={t`Not answered`}
      error={error}
      options={options}
      onChange={onChange}
    />
  );
}

export function shownAnswer({ kind, answer }: Question): string {
  if (!answer) return t`Not answered.`;
  if (kind === 'text') return answer.text;
  return answer.text === 'yes' ? t`Yes` : t`No`;
}

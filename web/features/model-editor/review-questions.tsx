import { type ModelDefinition, questionKinds, type ReviewQuestion } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { Button } from '../../ui/buttons/button.tsx';
import { Checkbox } from '../../ui/fields/checkbox.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { replaced, taken } from './editable.ts';
import { Part } from './part.tsx';

type Props = { model: ModelDefinition; onChange: (over: Partial<ModelDefinition>) => void };

const kindWord: Record<ReviewQuestion['kind'], () => string> = { yes_no: () => t`Yes or no`, text: () => t`Words` };

/** What whoever reviews a change of this model is asked. */
export function ReviewQuestions({ model: { review }, onChange }: Props) {
  const { questions } = review;
  const save = (next: ReviewQuestion[]) => onChange({ review: { questions: next } });
  return (
    <fieldset data-part="questions" className="flex flex-col gap-3">
      <legend className="pb-1 text-sm font-medium">{t`Questions of the review`}</legend>
      {questions.map((question, at) => (
        <Part key={question.key} at={at}>
          <Fields
            question={question}
            onChange={(next) => save(replaced(questions, at, next))}
            onRemove={() => save(taken(questions, at))}
          />
        </Part>
      ))}
      <Button
        className="self-start"
        onClick={() => save([...questions, { key: freeKey(questions), text: '', kind: 'text', required: false }])}
      >{t`Ask something`}</Button>
    </fieldset>
  );
}

type FieldsProps = { question: ReviewQuestion; onChange: (question: ReviewQuestion) => void; onRemove: () => void };

function Fields({ question, onChange, onRemove }: FieldsProps) {
  const { text, kind, required } = question;
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line p-3">
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_140px]">
        <Textarea
          label={t`Question`}
          rows={1}
          value={text}
          error={text.trim() ? undefined : t`Say what is asked.`}
          onChange={(words) => onChange({ ...question, text: words.replaceAll('\n', ' ') })}
        />
        <Select<ReviewQuestion['kind']>
          label={t`Answered in`}
          value={kind}
          options={questionKinds.map((value) => ({ value, label: kindWord[value]() }))}
          onChange={(next) => next && onChange({ ...question, kind: next })}
        />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Checkbox
          label={t`Needed before a change is closed`}
          checked={required}
          onChange={(needed) => onChange({ ...question, required: needed })}
        />
        <Button kind="quiet" aria-label={t`Take out: ${text}`} onClick={onRemove}>{t`Take it out`}</Button>
      </div>
    </div>
  );
}

/** Answers are kept by a key that stays the same when the words of a question do not. */
function freeKey(questions: readonly ReviewQuestion[]): string {
  const keys = new Set(questions.map(({ key }) => key));
  let nth = questions.length + 1;
  while (keys.has(`question_${nth}`)) nth += 1;
  return `question_${nth}`;
}

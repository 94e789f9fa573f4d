import {
  editMyTellingRoute,
  myTellingRoute,
  type TellingChoice,
  type Topic,
  type TopicChoice,
  topicChoices,
  topics,
} from '@interlock/contract/communication.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Checkbox } from '../../ui/fields/checkbox.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { BrowserNotices } from './browser-notices.tsx';

const topicWord: Record<Topic, () => string> = {
  decisions: () => t`Decisions`,
  questions: () => t`Questions`,
  work: () => t`Work for me`,
  moves: () => t`Moves of changes`,
  talk: () => t`Mentions and comments`,
  times: () => t`Planned times that are near`,
  templates: () => t`Templates and recurring changes`,
};

const choiceWord: Record<TopicChoice, () => string> = {
  as_the_rules: () => t`As the rules say`,
  at_once: () => t`At once`,
  daily: () => t`Once a day`,
  off: () => t`No mail`,
};

/** What somebody is told, and when. */
export function TellingCard() {
  const mine = useQuery(reads(myTellingRoute, {}));
  return (
    <Card title={t`What you are told`}>
      <div className="flex flex-col gap-6">
        <BrowserNotices />
        {mine.isPending && <Skeleton rows={4} />}
        {mine.isError && <ErrorState error={mine.error} onRetry={() => void mine.refetch()} />}
        {mine.data && !mine.data.mail && (
          <p className="text-sm text-fg-2">{t`No mail is sent from here: whoever runs Interlock has set no mail server. What you choose counts once there is one.`}</p>
        )}
        {mine.data && <Form key={mine.data.choice.version} choice={mine.data.choice} />}
      </div>
    </Card>
  );
}

const NIGHT = { from: '22:00', to: '07:00' };

function Form({ choice }: { choice: TellingChoice }) {
  const [entered, setEntered] = useState(choice);
  const save = useAction(async (input: TellingChoice, key) => {
    await call(editMyTellingRoute, input, { key });
    await outdated(myTellingRoute);
    say(t`Saved.`);
  });
  const errorAt = fieldErrors(save.refusal);
  const { quiet, digestHour } = entered;
  const change = (part: Partial<TellingChoice>) => setEntered({ ...entered, ...part });
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save.run(entered);
      }}
    >
      <RefusalNote refusal={save.refusal} />
      <fieldset>
        <legend className="mb-2 text-sm font-medium">{t`Mail`}</legend>
        <div className="grid gap-3 sm:grid-cols-2">
          {topics.map((topic) => (
            <Select<TopicChoice>
              key={topic}
              label={topicWord[topic]()}
              value={entered.topics[topic]}
              options={topicChoices.map((value) => ({ value, label: choiceWord[value]() }))}
              onChange={(to) => to && change({ topics: { ...entered.topics, [topic]: to } })}
            />
          ))}
          <Select
            label={t`The mail of the day comes at`}
            value={String(digestHour)}
            options={Array.from({ length: 24 }, (_, hour) => ({
              value: String(hour),
              label: `${String(hour).padStart(2, '0')}:00`,
            }))}
            onChange={(hour) => change({ digestHour: Number(hour) })}
          />
        </div>
      </fieldset>
      <Checkbox
        label={t`Quiet hours: mail waits, but for what is urgent`}
        checked={quiet !== null}
        onChange={(on) => change({ quiet: on ? NIGHT : null })}
      />
      {quiet && (
        <div className="grid max-w-md grid-cols-2 gap-3">
          <TextInput
            label={t`From`}
            type="time"
            value={quiet.from}
            error={errorAt('quiet')}
            onChange={(from) => change({ quiet: { ...quiet, from } })}
          />
          <TextInput
            label={t`Until`}
            type="time"
            value={quiet.to}
            onChange={(to) => change({ quiet: { ...quiet, to } })}
          />
        </div>
      )}
      <div>
        <Button type="submit" kind="primary" busy={save.busy}>{t`Save`}</Button>
      </div>
    </form>
  );
}

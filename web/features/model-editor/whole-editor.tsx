import type { ModelDefinition } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { Checkbox } from '../../ui/fields/checkbox.tsx';
import { Checkboxes } from '../../ui/fields/checkboxes.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { withGone } from '../models/index.ts';
import { MoversField } from './movers-field.tsx';
import { NumberField } from './number-field.tsx';
import { Part } from './part.tsx';
import { ReviewQuestions } from './review-questions.tsx';

type Props = { model: ModelDefinition; onChange: (over: Partial<ModelDefinition>) => void };

/** What holds for the model as a whole: who raises one, how it is called off, what it relaxes. */
export function WholeEditor({ model, onChange }: Props) {
  const { cancel, run } = model;
  return (
    <>
      <Part at="raise">
        <Select<ModelDefinition['raise']>
          label={t`Raising one takes`}
          value={model.raise}
          options={[
            { value: 'change.raise', label: t`the right to raise changes` },
            { value: 'change.raise_emergency', label: t`the right to raise emergencies` },
            { value: 'change.raise_retrospective', label: t`the right to record work that was done already` },
          ]}
          onChange={(raise) => raise && onChange({ raise })}
        />
      </Part>
      <Select<ModelDefinition['raisedFrom']>
        label={t`Raised from`}
        value={model.raisedFrom}
        options={[
          { value: 'form', label: t`the form` },
          { value: 'template', label: t`a published template only` },
        ]}
        onChange={(raisedFrom) => raisedFrom && onChange({ raisedFrom })}
      />
      <Checkbox
        label={t`For work that was done already`}
        hint={t`It is authorised or censured after the fact, reviewed and closed.`}
        checked={model.retrospective}
        onChange={(retrospective) => onChange({ retrospective })}
      />
      <Part at="assigneeMayClose">
        <Checkbox
          label={t`Whoever carries a change out may close it`}
          hint={t`Every change of this model says so.`}
          checked={model.assigneeMayClose}
          onChange={(assigneeMayClose) => onChange({ assigneeMayClose })}
        />
      </Part>
      <Part at="cancel">
        <Part at="from">
          <Checkboxes
            label={t`It can be cancelled in`}
            chosen={cancel.from}
            options={withGone(
              model.states.map(({ key, name }) => ({ value: key, label: name })),
              cancel.from,
            )}
            onChange={(from) => onChange({ cancel: { ...cancel, from } })}
          />
        </Part>
        <Part at="movers">
          <MoversField
            label={t`Cancelled by`}
            chosen={cancel.movers}
            onChange={(movers) => onChange({ cancel: { ...cancel, movers } })}
          />
        </Part>
      </Part>
      <NumberField
        label={t`Minutes before the point of no return at which its passing is announced`}
        value={run.noticeMinutes}
        least={1}
        most={240}
        onChange={(noticeMinutes) => onChange({ run: { ...run, noticeMinutes } })}
      />
      <NumberField
        label={t`Change managers who grant more time`}
        hint={t`None of them carries the change out.`}
        value={run.extensionDeciders}
        least={1}
        most={5}
        onChange={(extensionDeciders) => onChange({ run: { ...run, extensionDeciders } })}
      />
      <Part at="review">
        <ReviewQuestions model={model} onChange={onChange} />
      </Part>
    </>
  );
}

import type { Model } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';

type Props = { models: readonly Model[]; value: string; onChange: (modelId: string) => void };

/** What a model says of itself, as far as one sentence goes. */
const inOneSentence = (description: string): string => /^[\s\S]*?[.!?](?=\s|$)/.exec(description)?.[0] ?? description;

/** The first question: which way the change takes. */
export function ModelChoice({ models, value, onChange }: Props) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{t`Model`}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {models.map((model) => (
          <label
            key={model.id}
            className="flex items-start gap-2.5 rounded-lg border border-line-2 p-3 hover:bg-hover has-checked:border-accent has-checked:bg-accent-bg"
          >
            <input
              type="radio"
              name="model"
              value={model.id}
              checked={model.id === value}
              onChange={() => onChange(model.id)}
              className="mt-0.5 size-4 accent-accent"
            />
            <span className="min-w-0">
              <span className="block text-sm font-medium">{model.name}</span>
              <span className="block text-xs text-fg-2">{inOneSentence(model.description)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

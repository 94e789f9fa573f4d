import type { DraftDefinition } from '@interlock/contract/model-drafts.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { Button } from '../../ui/buttons/button.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';

type Props = { definition: DraftDefinition; onChange: (definition: DraftDefinition) => void };

/** The definition as it is stored: for what forms do not show, and to carry it from one place to another. */
export function JsonEditor({ definition, onChange }: Props) {
  const stored = JSON.stringify(definition, null, 2);
  const [typed, setTyped] = useState<string>();
  const [problem, setProblem] = useState<string>();
  function take() {
    try {
      const read: unknown = JSON.parse(typed ?? stored);
      if (typeof read !== 'object' || read === null || Array.isArray(read)) return setProblem(t`It must be an object.`);
      setProblem(undefined);
      setTyped(undefined);
      onChange({ ...read });
    } catch {
      setProblem(t`This is no JSON.`);
    }
  }
  return (
    <div className="flex flex-col items-start gap-3">
      <Textarea
        label={t`Definition`}
        spellCheck={false}
        rows={24}
        className="w-full"
        value={typed ?? stored}
        error={problem}
        onChange={setTyped}
      />
      <Button kind="primary" onClick={take}>{t`Take it over`}</Button>
    </div>
  );
}

import type { DraftDefinition } from '@interlock/contract/model-drafts.ts';
import type { ModelDefinition } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Tabs } from '../../ui/layout/tabs.tsx';
import { TryPanel } from '../model-trials/index.ts';
import { ModelTables } from '../models/index.ts';

type Props = { definition: DraftDefinition; model: ModelDefinition | undefined };

/** A model that was proposed: others decide on it as it is, so it is read and tried here, and not written on. */
export function Proposed({ definition, model }: Props) {
  const [tab, setTab] = useState('whole');
  const json = { key: 'json', label: t`JSON`, panel: () => <Stored definition={definition} /> };
  return (
    <Tabs
      label={t`Parts of the model`}
      current={model ? tab : 'json'}
      onChange={setTab}
      tabs={[
        ...(model ? [{ key: 'whole', label: t`As proposed`, panel: () => <ModelTables definition={model} /> }] : []),
        { key: 'try', label: t`Try it`, panel: () => <TryPanel definition={definition} /> },
        json,
      ]}
    />
  );
}

const Stored = ({ definition }: { definition: DraftDefinition }) => (
  <Textarea
    readOnly
    label={t`Definition`}
    spellCheck={false}
    rows={24}
    value={JSON.stringify(definition, null, 2)}
    onChange={() => undefined}
  />
);

import type { TemplateDetail } from '@interlock/contract/templates.ts';
import { t } from '@lingui/core/macro';
import { Card } from '../../ui/layout/card.tsx';
import { At } from '../../ui/values/time.tsx';
import { ContentShown } from './content-shown.tsx';
import { Differences } from './differences.tsx';
import { stateWord } from './words.ts';

/** The draft or the proposal, with what is otherwise than in the version in force. */
export function Working({ template }: { template: TemplateDetail }) {
  const { working, inForce, mayNotPublishBecause } = template;
  if (!working) return null;
  const { templateVersion, returned, note } = working;
  const state = stateWord[working.state]();
  const writers = working.writers.map(({ name }) => name).join(', ');
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-fg-2">
        {t`Version ${templateVersion}: ${state}.`} {t`Written by ${writers}.`}
      </p>
      {mayNotPublishBecause && <p className="text-sm text-fg-2">{mayNotPublishBecause}</p>}
      {returned && (
        <section aria-label={t`Sent back`} className="rounded-lg border border-line bg-med-bg px-4 py-3 text-sm">
          <p className="font-semibold text-med">{t`Sent back by ${returned.by.name}`}</p>
          <p className="break-words whitespace-pre-line">{returned.words}</p>
          <p className="text-fg-2">
            <At at={returned.at} />
          </p>
        </section>
      )}
      {note && (
        <Card title={t`What is new`}>
          <p className="text-sm whitespace-pre-line">{note}</p>
        </Card>
      )}
      {inForce && working.previous !== null && (
        <Card title={t`Otherwise than in version ${inForce.templateVersion}`}>
          <Differences before={inForce} after={working} />
        </Card>
      )}
      <Card title={t`The whole of it`}>
        <ContentShown version={working} />
      </Card>
    </div>
  );
}

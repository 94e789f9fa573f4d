import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { formatDate } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import {
  cancelWord,
  categoryWord,
  ExpectedDowntime,
  fieldWordsOf,
  levelWord,
  purposeWord,
  riskWord,
  triggerWord,
} from '../changes/index.ts';
import { NamedProse } from './named-prose.tsx';
import { Part, Text } from './parts.tsx';
import { type SheetField, type SheetPart, writtenParts } from './sheet-fields.ts';

const prose = ({ html }: { html: string }) => html && <NamedProse html={html} />;

const shown: Record<SheetField, (change: ChangeDetail, locale: string) => ReactNode> = {
  summary: ({ summary }) => summary,
  description: ({ description }) => prose(description),
  categories: ({ categories }) => categories.map((one) => categoryWord[one]()).join(', '),
  purpose: ({ purpose }) => purpose && purposeWord[purpose](),
  triggers: ({ triggers }) => triggers.map((one) => triggerWord[one]()).join('\n'),
  reason: ({ reason }) => reason,
  ifNotDone: ({ ifNotDone }) => ifNotDone,
  cannotWait: ({ cannotWait }) => cannotWait,
  wantedDate: ({ wantedDate }, locale) => wantedDate && formatDate(wantedDate, locale),
  impact: ({ impact }) => levelWord[impact](),
  urgency: ({ urgency }) => levelWord[urgency](),
  priorityOverride: ({ priorityOverride }) => priorityOverride?.reason,
  riskLevel: ({ riskLevel }) => riskWord[riskLevel](),
  riskAssessment: ({ riskAssessment }) => riskAssessment,
  peopleImpacted: ({ peopleImpacted }) => peopleImpacted,
  systemsAffected: ({ systemsAffected }) => systemsAffected,
  downtime: ({ downtime }) => downtime && <ExpectedDowntime downtime={downtime} />,
  benefit: ({ benefit }) => benefit,
  cost: ({ cost }) => cost,
  costOfNotDoing: ({ costOfNotDoing }) => costOfNotDoing,
  implementationPlan: ({ implementationPlan }) => prose(implementationPlan),
  testPlan: ({ testPlan }) => prose(testPlan),
  backoutPlan: ({ backoutPlan }) => prose(backoutPlan),
  links: ({ links }) => links.map(({ label, url }) => `${label} ${url}`.trim()).join('\n'),
  communicationPlan: ({ communicationPlan }) => prose(communicationPlan),
  contacts: ({ contacts }) => contacts.map(contactLine).join('\n'),
};

const contactLine = ({ person, name, role, email, phone }: ChangeDetail['contacts'][number]): string =>
  [person?.name ?? name, role, email, phone].filter(Boolean).join(', ');

const nameOfField = (field: SheetField, { model }: ChangeDetail): string =>
  field === 'priorityOverride' ? t`Priority was set because` : fieldWordsOf(model.retrospective)[field]();

/** All that is written about a change, and how it ended; what nobody wrote takes no room. */
export function Written({ change }: { change: ChangeDetail }) {
  const { cancelled, closure } = change;
  return (
    <>
      <WrittenPart change={change} part="why" title={t`What and why`} />
      <WrittenPart change={change} part="impact" title={t`Impact and risk`} />
      <WrittenPart change={change} part="cost" title={t`Benefit and cost`} />
      <WrittenPart change={change} part="plans" title={t`Plans`} />
      <WrittenPart change={change} part="communication" title={t`Communication`} />
      {cancelled && (
        <Part title={cancelWord[cancelled.reason]()}>
          <p className="text-sm whitespace-pre-line">{cancelled.words}</p>
        </Part>
      )}
      {closure?.notes && (
        <Part title={t`Closing notes`}>
          <p className="text-sm whitespace-pre-line">{closure.notes}</p>
        </Part>
      )}
    </>
  );
}

function WrittenPart({ change, part, title }: { change: ChangeDetail; part: SheetPart; title: string }) {
  const { locale } = useViewer();
  const said = writtenParts[part].flatMap((field) => {
    const value = shown[field](change, locale);
    return value ? [{ field, value }] : [];
  });
  if (said.length === 0) return null;
  return (
    <Part title={title}>
      {said.map(({ field, value }) => (
        <Text key={field} name={nameOfField(field, change)}>
          {value}
        </Text>
      ))}
    </Part>
  );
}

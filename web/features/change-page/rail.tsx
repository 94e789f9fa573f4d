import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { formatDate, formatDay } from '../../lib/formats/format.ts';
import { useMay } from '../../lib/session/session.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Kbd } from '../../ui/buttons/kbd.tsx';
import { Person } from '../../ui/glyphs/person.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Rounds } from '../approvals/index.ts';
import { AskAgain } from '../change-decisions/index.ts';
import { Section } from '../change-editing/index.ts';
import { keepChange, PlannedWindow } from '../changes/index.ts';

type Props = { change: ChangeDetail; meId: string; mayDecide: boolean; mayComment: boolean };

/** The people, the window and the links of a change; beside it on a wide screen, below it on a narrow one. */
export function Rail({ change, meId, mayDecide, mayComment }: Props) {
  const viewer = useViewer();
  const { locale } = viewer;
  const mayMove = useMay('change.move');
  // Of history only what it says is shown: the rest won't come any more.
  const past = change.source?.history ?? false;
  const people = [
    { name: t`Requester`, person: change.requester },
    { name: t`Coordinator`, person: change.coordinator },
    { name: t`Manager`, person: change.manager },
    { name: t`Assignee`, person: change.assignee },
  ].filter(({ person }) => person || !past);
  return (
    <aside
      aria-label={t`Details`}
      className="flex flex-col gap-4 border-t border-line bg-surface px-4 py-5 sm:px-5 xl:border-t-0 xl:border-l"
    >
      <Card flat title={t`Approvals`}>
        <Rounds
          change={change}
          onDone={keepChange}
          meId={meId}
          whenStuck={mayMove && <AskAgain change={change} onDone={keepChange} />}
        />
      </Card>
      {(!past || change.window || change.wantedDate) && (
        <Section
          flat
          title={t`Window`}
          change={change}
          fields={change.actualStart === null ? ['window', 'wantedDate'] : []}
        >
          <PlannedWindow change={change} />
          {change.wantedDate && (
            <p className="mt-1.5 text-xs text-fg-2">
              {t`Wanted by`} {formatDate(change.wantedDate, locale)}
            </p>
          )}
        </Section>
      )}
      <Section
        flat
        title={t`Details`}
        change={change}
        fields={['requesterId', 'coordinatorId', 'managerId', 'assigneeId', 'teamId']}
      >
        <dl className="grid grid-cols-[92px_minmax(0,1fr)] gap-y-2 text-sm">
          {people.map(({ name, person }) => (
            <Detail key={name} name={name}>
              <Person person={person} />
            </Detail>
          ))}
          {(!past || change.team) && (
            <Detail name={t`Team`}>{change.team?.name ?? <span className="text-fg-3">{t`None yet`}</span>}</Detail>
          )}
          <Detail name={t`Raised`}>{formatDay(change.createdAt, viewer)}</Detail>
          <Detail name={t`Model`}>{`${change.model.name} v${change.model.version}`}</Detail>
        </dl>
      </Section>
      {(!past || change.links.length > 0) && (
        <Section flat title={t`Links`} change={change} fields={['links']}>
          {change.links.length === 0 && <p className="text-sm text-fg-3">{t`None yet`}</p>}
          <ul className="flex flex-col gap-1.5">
            {change.links.map((link) => (
              <li key={link.url} className="text-sm break-words">
                <a
                  href={link.url}
                  target="_blank"
                  rel="noreferrer"
                  className="text-accent underline underline-offset-2"
                >
                  {link.label || link.url}
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Keys mayDecide={mayDecide} mayComment={mayComment} />
    </aside>
  );
}

function Detail({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-fg-2">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

/** The letters that do something here, for whoever looks. */
function Keys({ mayDecide, mayComment }: Pick<Props, 'mayDecide' | 'mayComment'>) {
  const keys = [
    ...(mayDecide
      ? [
          ['A', t`approve`],
          ['I', t`ask for information`],
          ['R', t`reject`],
        ]
      : []),
    ...(mayComment ? [['M', t`comment`]] : []),
  ];
  if (keys.length === 0) return null;
  return (
    <div className="max-lg:hidden print:hidden">
      <Card flat title={t`Keyboard`}>
        <ul className="flex flex-wrap gap-x-3 gap-y-1.5 text-xs text-fg-2">
          {keys.map(([letter, does]) => (
            <li key={letter} className="flex items-center gap-1.5">
              <Kbd>{letter}</Kbd>
              <span className="sr-only">{letter}: </span>
              {does}
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

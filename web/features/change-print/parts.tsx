import type { Round } from '@interlock/contract/approvals.ts';
import type { Activity, ChangeDetail, Revision } from '@interlock/contract/changes.ts';
import type { AttachedFile } from '@interlock/contract/files.ts';
import type { Task } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { useViewer } from '../../lib/session/viewer.ts';
import { ChangedValue } from '../../ui/values/changed-value.tsx';
import { nameOf } from '../../ui/values/part-name.ts';
import { At } from '../../ui/values/time.tsx';
import { coversInWords } from '../approvals/index.ts';
import { cancelWord, fieldName, valueWord } from '../changes/index.ts';
import { aboutOf, codesInWords, toldOf, verbWord } from '../discussion/index.ts';
import { NamedProse } from './named-prose.tsx';

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-5">
      <h2 className="mb-2 border-b border-line-2 pb-1 text-base font-semibold">{title}</h2>
      {children}
    </section>
  );
}

export function Text({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="mb-3">
      <h3 className="text-xs font-semibold text-fg-2">{name}</h3>
      {typeof children === 'string' ? (
        <p className="text-sm break-words whitespace-pre-line">{children}</p>
      ) : (
        <div className="text-sm">{children}</div>
      )}
    </div>
  );
}

/** Why it stands still, since when and by whom. */
export function Hold({ hold }: { hold: NonNullable<ChangeDetail['hold']> }) {
  const { name } = hold.by;
  return (
    <div className="mb-3 text-sm">
      <p className="font-semibold">{t`On hold`}</p>
      <p className="break-words whitespace-pre-line">{hold.reason}</p>
      <p className="text-xs text-fg-2">
        {t`By ${name}`}, <At at={hold.at} exact />
      </p>
    </div>
  );
}

/** A round by the state that asks and its own name, where it has another. */
const roundName = ({ stateName, name }: Round): string =>
  name === '' || name === stateName ? stateName : `${stateName}, ${name}`;

/** Who was asked, by what rule, and what each said, by name and time: as on the day of printing. */
export function Approvals({ rounds }: { rounds: readonly Round[] }) {
  const { locale } = useViewer();
  if (rounds.length === 0) return <p className="text-sm">{t`Nobody was asked yet.`}</p>;
  return rounds.map((round) => (
    <div key={round.id} className="mb-4 break-inside-avoid">
      <p className="text-sm font-medium">
        {roundName(round)} · {nameOf(round.status)} · {t`opened`} <At at={round.openedAt} />
        {round.closedAt && (
          <>
            , {t`closed`} <At at={round.closedAt} />
          </>
        )}
      </p>
      <p className="text-xs text-fg-2">{round.rule}</p>
      {!round.imported && <p className="text-xs text-fg-2">{coversInWords(round, locale)}</p>}
      <table className="mt-1 w-full text-sm">
        <tbody>
          {round.asked.map(({ person, because, vote }) => (
            <tr key={person.id} className="border-t border-line align-top">
              <td className="w-1/3 py-1 pr-3">
                {person.name}
                <span className="block text-xs text-fg-2">{because}</span>
              </td>
              <td className="w-24 py-1 pr-3">
                {vote ? (vote.decision === 'approve' ? t`approved` : t`rejected`) : t`not decided`}
              </td>
              <td className="py-1">
                {vote && <At at={vote.at} exact />}
                {vote?.comment && <span className="block whitespace-pre-line">{vote.comment}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-1 font-mono text-2xs break-all text-fg-3">{t`bound to ${round.contentHash}`}</p>
    </div>
  ));
}

/** By what each can be told from any other. */
export function Files({ items }: { items: readonly AttachedFile[] }) {
  return (
    <ul className="text-sm">
      {items.map(({ id, name, bytes, sha256 }) => (
        <li key={id} className="break-inside-avoid">
          {name} <span className="text-xs text-fg-2">({t`${bytes} bytes`})</span>
          <span className="block font-mono text-2xs break-all text-fg-3">SHA-256 {sha256}</span>
        </li>
      ))}
    </ul>
  );
}

export function Tasks({ tasks }: { tasks: readonly Task[] }) {
  return tasks.map((task) => (
    <div key={task.id} className="mb-3 break-inside-avoid text-sm">
      <p className="font-medium">
        {task.number} {task.title}
      </p>
      <p className="text-xs text-fg-2">
        {[nameOf(task.kind), nameOf(task.state), task.owner?.name ?? task.group?.name].filter(Boolean).join(' · ')}
      </p>
      {task.startedAt && (
        <p className="text-xs text-fg-2">
          {t`began`} <At at={task.startedAt} exact />
          {task.endedAt && (
            <>
              , {t`ended`} <At at={task.endedAt} exact />
            </>
          )}
        </p>
      )}
      <ol className="list-decimal pl-6">
        {task.steps.map((step) => (
          <li key={step.id}>
            {step.text}{' '}
            <span className="text-xs text-fg-2">
              ({nameOf(step.state)}
              {step.at && (
                <>
                  , {step.by?.name ?? t`Interlock`}, <At at={step.at} exact />
                </>
              )}
              )
            </span>
          </li>
        ))}
      </ol>
      {[task.evidence, task.findings, task.words].filter(Boolean).map((words) => (
        <p key={words} className="break-words whitespace-pre-line">
          {words}
        </p>
      ))}
      <Files items={task.files.items} />
    </div>
  ));
}

export function Revisions({ revisions }: { revisions: readonly Revision[] }) {
  const { locale } = useViewer();
  return revisions.map((revision) => {
    const number = revision.revision;
    return (
      <div key={number} className="mb-3 text-sm">
        <p className="font-medium">
          {t`Revision ${number}`}, {revision.by?.name ?? t`nobody`}, <At at={revision.at} exact />
        </p>
        {revision.fields.map(({ field, before, after }) => (
          <ChangedValue
            key={field}
            name={fieldName(field)}
            before={valueWord(field, before, locale)}
            after={valueWord(field, after, locale)}
            named={(id) => revision.names[id] ?? id}
          />
        ))}
      </div>
    );
  });
}

export function History({ entries }: { entries: readonly Activity[] }) {
  return (
    <table className="w-full text-xs">
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id} className="break-inside-avoid border-t border-line align-top">
            <td className="w-44 py-1 pr-3 tabular-nums">
              <At at={entry.at} exact />
            </td>
            <td className="w-32 py-1 pr-3">{entry.actor.name}</td>
            <td className="py-1">
              {verbWord(entry.verb)}
              {entry.html ? <NamedProse html={entry.html} /> : <Told entry={entry} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** From where to where it moved, and what was said with it. */
function Told({ entry }: { entry: Activity }) {
  const { moved, words } = toldOf(codesInWords(entry, cancelWord));
  const about = aboutOf(entry.parts);
  return (
    <>
      {about && <span>: {about}</span>}
      {moved && (
        <span>
          : {moved.before} → {moved.after}
        </span>
      )}
      {words.map((said) => (
        <p key={said} className="break-words whitespace-pre-line">
          {said}
        </p>
      ))}
    </>
  );
}

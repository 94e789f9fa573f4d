import type { Incident, IncidentLink } from '@interlock/contract/incidents.ts';
import { t } from '@lingui/core/macro';
import { At } from '../../ui/values/time.tsx';
import { LinkLine } from './link-line.tsx';
import { kindWord } from './words.ts';

type Props = { incident: Incident; links: readonly IncidentLink[]; changeShown?: boolean };

/** An incident as its own system calls it, and what it has to do with changes. */
export function IncidentEntry({ incident, links, changeShown = false }: Props) {
  const { system, number, title, url, openedAt, elsewhere } = incident;
  const name = `${system} ${number}`;
  return (
    <li className="flex flex-col gap-2 border-t border-line px-4 py-3 text-sm first:border-t-0">
      <p className="flex flex-wrap items-baseline gap-x-2.5">
        {url ? (
          <a
            href={url}
            target="_blank"
            rel="noreferrer"
            className="font-mono text-xs text-accent underline underline-offset-2"
          >
            {name}
          </a>
        ) : (
          <span className="font-mono text-xs text-fg-2">{name}</span>
        )}
        <span className="min-w-0 font-semibold break-words">{title}</span>
        {openedAt && (
          <span className="ml-auto text-xs text-fg-3">
            {t`opened`} <At at={openedAt} />
          </span>
        )}
      </p>
      {links.length + elsewhere.length === 0 && (
        <p className="text-xs text-fg-2">{t`Nobody has said which change it has to do with.`}</p>
      )}
      {links.map((link) => (
        <LinkLine key={link.id} name={name} link={link} changeShown={changeShown} />
      ))}
      {changeShown &&
        elsewhere.map((one) => (
          <p key={`${one.kind} ${one.system} ${one.number}`} className="text-fg-2">
            {kindWord[one.kind]()} {one.system} {one.number}, {t`which is not here.`}
          </p>
        ))}
    </li>
  );
}

import type { ChangeRow } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Command } from '../../lib/browser/commands.ts';
import { StateGlyph } from '../../ui/glyphs/state-glyph.tsx';
import { type Asked, isMeant } from './asked.ts';
import { useFound } from './use-found.ts';

/** A line of the palette: what it is, its name, and what Enter does with it. */
export type Entry = { id: string; kind: string; name: string; shown?: ReactNode; keys?: string; run: () => void };

/** What the palette offers: first what can be done here, then what was found, then what can be done anywhere. */
export function useEntries(asked: Asked, here: readonly Command[], everywhere: readonly Command[]) {
  const navigate = useNavigate();
  const { changes, people, groups, models, searching, unheard } = useFound(asked);
  const offers = asked.among === 'everything' || asked.among === 'commands';
  const commands = (kind: string, all: readonly Command[]): Entry[] =>
    offers
      ? all
          .filter(({ name }) => isMeant(name, asked.words))
          .map((command) => ({ id: `${kind} ${command.name}`, kind, ...command }))
      : [];
  const list = (search: Record<string, string>) => () => void navigate({ to: '/changes', search });
  const entries: Entry[] = [
    ...commands(t`Here`, here),
    ...changes.map((change) => ({
      id: change.id,
      kind: asked.words === '' ? t`Recent` : t`Change`,
      name: `${change.number} ${change.title}`,
      shown: <OneChange change={change} />,
      run: () => void navigate({ to: '/changes/$number', params: { number: change.number } }),
    })),
    ...people.map(({ id, name }) => ({
      id,
      kind: t`Person`,
      name,
      shown: <Led name={name} to={t`changes assigned to them`} />,
      run: list({ assignee: id }),
    })),
    ...groups.map(({ id, name }) => ({
      id,
      kind: t`Group`,
      name,
      shown: <Led name={name} to={t`changes of this team`} />,
      run: list({ team: id }),
    })),
    ...models.map(({ id, name }) => ({
      id,
      kind: t`Model`,
      name,
      shown: <Led name={name} to={t`changes of this model`} />,
      run: list({ model: id }),
    })),
    ...commands(t`Anywhere`, everywhere),
  ];
  return { entries, searching, unheard };
}

function OneChange({ change }: { change: ChangeRow }) {
  return (
    <>
      <StateGlyph kind={change.state.kind} held={change.onHold} />
      <span className="sr-only">{change.state.name}</span>
      <span className="shrink-0 font-mono text-xs text-fg-2">{change.number}</span>
      <span className="truncate">{change.title}</span>
    </>
  );
}

function Led({ name, to }: { name: string; to: string }) {
  return (
    <>
      <span className="truncate">{name}</span>
      <span className="truncate text-xs text-fg-2">{to}</span>
    </>
  );
}

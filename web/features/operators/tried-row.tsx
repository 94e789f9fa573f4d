import { plural, t } from '@lingui/core/macro';
import type { LucideIcon } from 'lucide-react';
import { Button } from '../../ui/buttons/button.tsx';
import { Badge, type Tone } from '../../ui/glyphs/badge.tsx';
import { Ago, At } from '../../ui/values/time.tsx';

type Props = {
  icon?: LucideIcon;
  name: string;
  words: string;
  problem: string | null;
  at: string;
  /** How often it was tried, where that says something. */
  tries: number | null;
  /** When it is tried again by itself. */
  next: string | null;
  stands: { tone: Tone; words: string };
  /** What trying it now is called; null where there is nothing to try. */
  retry: string | null;
  onAgain: () => void;
};

/** One thing that was tried: about whom or what, how it stands, and why it failed. */
export function TriedRow({ icon: Icon, name, words, problem, at, tries, next, stands, retry, onAgain }: Props) {
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 border-t border-line px-4 py-2.5 text-sm">
      {Icon && <Icon size={15} className="mt-0.5 shrink-0 text-fg-3" aria-hidden="true" />}
      <div className="min-w-0 grow basis-64">
        <div>
          <span className="font-medium">{name}</span>
          <span className="text-fg-2">{` · ${words}`}</span>
        </div>
        {problem && <p className="text-xs break-words text-fg-2">{problem}</p>}
        <div className="text-xs text-fg-3">
          <Ago at={at} />
          {tries !== null && ` · ${plural(tries, { one: '# try', other: '# tries' })}`}
          {next && (
            <>
              {' · '}
              {t`again`} <At at={next} />
            </>
          )}
        </div>
      </div>
      <div className="flex min-h-8 items-center gap-2">
        <Badge tone={stands.tone}>{stands.words}</Badge>
        {retry && (
          <Button kind="quiet" aria-label={t`${retry}: ${name}`} onClick={onAgain}>
            {retry}
          </Button>
        )}
      </div>
    </li>
  );
}

import type { InboxItem } from '@interlock/contract/inbox.ts';
import { t } from '@lingui/core/macro';
import { cx } from '../../lib/browser/cx.ts';
import { Ago } from '../../ui/values/time.tsx';
import { PriorityBadge } from '../changes/index.ts';
import { WaitGlyph } from './wait-glyph.tsx';
import { waitWord } from './words.ts';

export function InboxRow({ item, chosen, onChoose }: { item: InboxItem; chosen: boolean; onChoose: () => void }) {
  const { about, change, by } = item;
  return (
    <li className="border-b border-line">
      <button
        type="button"
        aria-current={chosen}
        onClick={onChoose}
        className={cx('flex w-full flex-col gap-1 px-4 py-3 text-left hover:bg-hover', chosen && 'bg-hover')}
      >
        <span className="flex w-full items-center gap-2 text-xs text-fg-2">
          <WaitGlyph item={item} />
          <span className="shrink-0 font-medium text-fg">{waitWord[item.kind]()}</span>
          <span className="truncate font-mono">{about.label}</span>
          <span className="ml-auto shrink-0">
            <Ago at={item.since} />
          </span>
        </span>
        <span className="text-sm font-medium break-words">{about.title}</span>
        <span className="line-clamp-3 text-xs break-words text-fg-2">{item.why}</span>
        {change ? <PriorityBadge priority={change.priority} /> : by && <AskedBy name={by.name} />}
      </button>
    </li>
  );
}

const AskedBy = ({ name }: { name: string }) => <span className="text-xs text-fg-2">{t`Asked by ${name}`}</span>;

import type { InboxItem } from '@interlock/contract/inbox.ts';
import { t } from '@lingui/core/macro';
import { cx } from '../../lib/cx.ts';
import { StateGlyph } from '../../ui/state-glyph.tsx';
import { Ago } from '../../ui/time.tsx';
import { PriorityBadge } from '../changes/index.ts';

const words: Record<InboxItem['kind'], () => string> = {
  decide: () => t`Decide`,
  answer: () => t`Answer`,
  move: () => t`Go on`,
  window_missed: () => t`Window missed`,
  round_stuck: () => t`Round stuck`,
  task: () => t`Task`,
  extension: () => t`More time`,
  improvement: () => t`Improvement`,
};

export function InboxRow({ item, chosen, onChoose }: { item: InboxItem; chosen: boolean; onChoose: () => void }) {
  const { change } = item;
  return (
    <li className="border-b border-line">
      <button
        type="button"
        aria-current={chosen}
        onClick={onChoose}
        className={cx('flex w-full flex-col gap-1 px-4 py-3 text-left hover:bg-hover', chosen && 'bg-hover')}
      >
        <span className="flex w-full items-center gap-2 text-xs text-fg-2">
          <StateGlyph kind={change.state.kind} held={change.onHold} />
          <span className="font-medium text-fg">{words[item.kind]()}</span>
          <span className="font-mono">{change.number}</span>
          <span className="ml-auto">
            <Ago at={item.since} />
          </span>
        </span>
        <span className="text-sm font-medium">{change.title}</span>
        <span className="text-xs text-fg-2">{item.why}</span>
        <PriorityBadge priority={change.priority} />
      </button>
    </li>
  );
}

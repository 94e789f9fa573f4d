import type { TaskRow as Row } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { cx } from '../../lib/browser/cx.ts';
import { Person } from '../../ui/glyphs/person.tsx';
import { At } from '../../ui/values/time.tsx';
import { TaskGlyph, taskKindWord } from '../tasks/index.ts';

/** A task in a list: pressing it opens it beside the list. */
export function TaskRow({ row, late = false, onOpen }: { row: Row; late?: boolean; onOpen: () => void }) {
  const { done, all } = row.steps;
  return (
    <li className="border-t border-line first:border-t-0">
      <button
        type="button"
        data-task={row.number}
        onClick={onOpen}
        className="flex w-full flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2 text-left text-sm hover:bg-hover"
      >
        <TaskGlyph state={row.state} named />
        <span className="font-mono text-xs text-fg-3">{row.number}</span>
        <span className="min-w-0 basis-64 grow">
          <span className="block truncate font-medium">{row.title}</span>
          <span className="block truncate text-xs text-fg-2">
            {row.change.number} {row.change.title}
          </span>
        </span>
        {row.held !== null && (
          <span title={row.held} className="rounded-sm bg-med-bg px-1.5 text-xs text-med">{t`on hold`}</span>
        )}
        <span className="w-24 text-xs text-fg-2 max-sm:hidden">{taskKindWord[row.kind]()}</span>
        <span className="w-36 truncate text-xs text-fg-2 max-md:hidden">
          {row.owner ? <Person person={row.owner} /> : (row.group?.name ?? t`Nobody yet`)}
        </span>
        <span className="w-14 text-right text-xs text-fg-2 tabular-nums max-sm:hidden">
          {all > 0 && `${done}/${all}`}
        </span>
        <span className={cx('w-44 text-right text-xs max-sm:w-auto', late ? 'font-medium text-crit' : 'text-fg-2')}>
          {row.due && <At at={row.due} />}
        </span>
      </button>
    </li>
  );
}

import { taskKinds } from '@interlock/contract/models.ts';
import { taskStates } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useRef } from 'react';
import { useKeys } from '../../lib/browser/keys.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { FilterMenu } from '../../ui/fields/filter-menu.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { taskKindWord, taskStateWord } from '../tasks/index.ts';
import { AllTasks } from './all-tasks.tsx';
import { MyTasks } from './my-tasks.tsx';
import { kindsIn, statesIn } from './narrow.ts';
import type { TasksSearch } from './search.ts';
import { TaskBoard } from './task-board.tsx';

const TaskDrawer = lazy(() => import('./task-drawer.tsx'));

/** Tasks of all changes: mine by when they want me, all as a list, or by how they stand on a board. */
export function Tasks() {
  const search: TasksSearch = useSearch({ from: '/signed-in/tasks' });
  const navigate = useNavigate({ from: '/tasks' });
  const page = useRef<HTMLDivElement>(null);
  const { view = 'mine', task, mine } = search;
  const go = (next: { [K in keyof TasksSearch]?: TasksSearch[K] | undefined }) =>
    void navigate({ search: Object.fromEntries(Object.entries(next).filter(([, value]) => value)), replace: true });
  const open = (number: string) => go({ ...search, task: number });
  const step = (by: number) => () => {
    const rows = [...(page.current?.querySelectorAll<HTMLElement>('[data-task]') ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus();
  };
  useKeys({ j: step(1), k: step(-1) });
  const narrowed = { mine: mine === 'true', state: statesIn(search), kind: kindsIn(search) };
  const isNarrow = narrowed.mine || narrowed.state.length > 0 || narrowed.kind.length > 0;
  return (
    <>
      <TopBar crumbs={[t`Tasks`]}>
        <Views view={view} onChange={(next) => go({ ...search, view: next })} />
      </TopBar>
      <Page title={t`Tasks`} fill={view === 'board'}>
        <div ref={page} className="flex min-h-0 grow flex-col">
          {view !== 'mine' && <Filters search={search} byState={view === 'all'} onChange={go} />}
          {view === 'mine' && <MyTasks onOpen={open} />}
          {view === 'all' && (
            <AllTasks narrowed={narrowed} onOpen={open} onClear={isNarrow ? () => go({ view }) : undefined} />
          )}
          {view === 'board' && <TaskBoard mine={narrowed.mine} kind={narrowed.kind} onOpen={open} />}
        </div>
      </Page>
      <Suspense>{task && <TaskDrawer key={task} number={task} onClose={() => go({ ...search, task: '' })} />}</Suspense>
    </>
  );
}

type View = 'mine' | 'all' | 'board';

function Views({ view, onChange }: { view: View; onChange: (view: TasksSearch['view']) => void }) {
  const names: readonly (readonly [View, string])[] = [
    ['mine', t`My tasks`],
    ['all', t`List`],
    ['board', t`Board`],
  ];
  return (
    <fieldset aria-label={t`How they are shown`} className="flex gap-1">
      {names.map(([name, label]) => (
        <Button
          key={name}
          kind={name === view ? 'selected' : 'quiet'}
          aria-pressed={name === view}
          onClick={() => onChange(name === 'mine' ? undefined : name)}
        >
          {label}
        </Button>
      ))}
    </fieldset>
  );
}

type FiltersProps = { search: TasksSearch; byState: boolean; onChange: (search: TasksSearch) => void };

function Filters({ search, byState, onChange }: FiltersProps) {
  const flip = (chosen: readonly string[], value: string) =>
    (chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]).join(',');
  const mine = search.mine === 'true';
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <Button
        kind={mine ? 'selected' : 'plain'}
        aria-pressed={mine}
        onClick={() => onChange({ ...search, mine: mine ? '' : 'true' })}
      >
        {t`Mine`}
      </Button>
      {byState && (
        <FilterMenu
          label={t`State`}
          chosen={statesIn(search)}
          options={taskStates.map((value) => ({ value, label: taskStateWord[value]() }))}
          onToggle={(value) => onChange({ ...search, state: flip(statesIn(search), value) })}
        />
      )}
      <FilterMenu
        label={t`Kind`}
        chosen={kindsIn(search)}
        options={taskKinds.map((value) => ({ value, label: taskKindWord[value]() }))}
        onToggle={(value) => onChange({ ...search, kind: flip(kindsIn(search), value) })}
      />
    </div>
  );
}

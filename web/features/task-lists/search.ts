/** How the tasks are looked at, as it stands in the address: several values are joined by commas. */
export type TasksSearch = Partial<Record<'mine' | 'state' | 'kind' | 'task', string>> & { view?: 'all' | 'board' };

const names = ['mine', 'state', 'kind', 'task'] as const;

export function tasksSearchOf(raw: Readonly<Record<string, unknown>>): TasksSearch {
  const { view } = raw;
  return {
    ...(view === 'all' || view === 'board' ? { view } : {}),
    ...Object.fromEntries(
      names.flatMap((name) => (typeof raw[name] === 'string' && raw[name] ? [[name, raw[name]]] : [])),
    ),
  };
}

import { taskKinds } from '@interlock/contract/models.ts';
import { finishTaskRoute } from '@interlock/contract/task-work.ts';
import {
  listChangeTasksRoute,
  listTasksRoute,
  showTaskRoute,
  type TaskRow,
  taskStates,
} from '@interlock/contract/tasks.ts';
import { Command } from 'commander';
import { type Caller, call } from './call.ts';
import { codes } from './codes.ts';
import { fail } from './failure.ts';
import { textOf } from './files.ts';
import { inputFor } from './input.ts';
import { groupNamed, personNamed } from './named.ts';
import { type Json, repeated, versionOption, withJson } from './options.ts';
import { serverOf } from './server.ts';
import { type Column, table } from './table.ts';
import { theChange } from './the-change.ts';
import { answer } from './words.ts';

export function taskCommand(): Command {
  const task = new Command('task').description('the work on changes: list it, and say that it is done');
  task.addCommand(listCommand()).addCommand(doneCommand());
  return task;
}

type List = Json & {
  all?: true;
  owner?: string;
  group?: string;
  state?: string[];
  kind?: string[];
  limit: string;
  cursor?: string;
};

const listCommand = (): Command =>
  withJson(new Command('list'))
    .description('list your tasks that are not over, and those of your groups that nobody has taken')
    .argument('[change]', 'all tasks of this change, such as CHG-12, in the order of the work')
    .option('--all', "everybody's, whether over or not")
    .option('--owner <person>', 'only those of this person (name, e-mail or me)')
    .option('--group <group>', 'only those of this group')
    .addOption(repeated('--state <state>', 'only in this state; may be given several times', taskStates))
    .addOption(repeated('--kind <kind>', 'only of this kind', taskKinds))
    .option('--limit <n>', 'how many at most, up to 200', '50')
    .option('--cursor <cursor>', 'go on where an earlier list ended')
    .action((change: string | undefined, options: List) =>
      change === undefined ? listTasks(options) : listTasksOf(change, options),
    );

async function listTasks({ json, ...asked }: List): Promise<void> {
  const server = serverOf(process.env);
  const found = await call(server, listTasksRoute, inputFor(listTasksRoute, await named(server, asked)));
  answer(json ? { json } : {}, found, () => [
    ...(found.items.length === 0
      ? ['No task matches.']
      : table([...columns, ofChange], found.items, process.stdout.columns)),
    ...(found.next === null ? [] : [`There are more: --cursor ${found.next}`]),
  ]);
}

/** Without a filter the list is one's own. */
async function named(server: Caller, { all, ...asked }: Omit<List, 'json'>): Promise<Record<string, unknown>> {
  const filters = [all, asked.owner, asked.group, asked.state, asked.kind];
  return {
    ...asked,
    ...(asked.owner !== undefined && { owner: await personNamed(server, asked.owner) }),
    ...(asked.group !== undefined && { group: await groupNamed(server, asked.group) }),
    ...(filters.every((filter) => filter === undefined) && { mine: 'true' }),
  };
}

async function listTasksOf(typed: string, options: List): Promise<void> {
  const server = serverOf(process.env);
  const { id, number } = await theChange(server, typed);
  const found = await call(server, listChangeTasksRoute, { changeId: id });
  answer(options, found, () =>
    found.tasks.length === 0 ? [`${number} has no tasks.`] : table(columns, found.tasks, process.stdout.columns),
  );
}

type Shown = Pick<TaskRow, 'number' | 'state' | 'kind' | 'level' | 'title' | 'owner' | 'group' | 'due'>;

const columns: readonly Column<Shown>[] = [
  { heading: 'Number', of: ({ number }) => number },
  { heading: 'State', of: ({ state }) => state.replaceAll('_', ' ') },
  { heading: 'Kind', of: ({ kind }) => kind },
  { heading: 'Level', of: ({ level }) => String(level) },
  { heading: 'Title', of: ({ title }) => title, shrinks: true },
  { heading: 'Owner', of: ({ owner, group }) => owner?.name ?? group?.name ?? '-' },
  { heading: 'Due', of: ({ due }) => due?.slice(0, 16).replace('T', ' ').concat('Z') ?? '-' },
];
const ofChange: Column<Pick<TaskRow, 'change'>> = { heading: 'Change', of: ({ change }) => change.number };

type Done = Json & {
  version?: string;
  evidence?: string;
  evidenceFile?: string;
  findings?: string;
  findingsFile?: string;
  rest?: true;
};

const doneCommand = (): Command =>
  withJson(new Command('done'))
    .description('say that a task is done')
    .argument('<task>', 'its number, such as TSK-31')
    .option('--evidence <words>', 'what a test has shown, in words or as an address')
    .option('--evidence-file <path>', 'the same from a file (- is what is piped in)')
    .option('--findings <words>', 'what a review has found')
    .option('--findings-file <path>', 'the same from a file')
    .option('--rest', 'tick the steps that are still open')
    .addOption(versionOption('task list --json'))
    .action(done);

async function done(typed: string, options: Done): Promise<void> {
  const server = serverOf(process.env);
  const { task, change } = await call(server, showTaskRoute, { taskId: taskIn(typed) });
  const evidence = options.evidenceFile === undefined ? options.evidence : textOf(options.evidenceFile);
  const findings = options.findingsFile === undefined ? options.findings : textOf(options.findingsFile);
  const given = {
    taskId: task.id,
    version: options.version === undefined ? task.version : Number(options.version),
    ...(evidence !== undefined && { evidence }),
    ...(findings !== undefined && { findings }),
    ...(options.rest && { rest: true }),
  };
  const after = await call(server, finishTaskRoute, inputFor(finishTaskRoute, given), {
    changed_meanwhile: `Look at what is new with: interlock task list ${change.number}. Then give the command again.`,
  });
  const now = after.tasks.find(({ id }) => id === task.id);
  answer(options, now ?? task, () => [`${task.number} is done: ${task.title} (${change.number})`]);
}

function taskIn(typed: string): string {
  const digits = /^(?:TSK-)?(\d{1,15})$/i.exec(typed)?.[1];
  if (digits !== undefined) return `TSK-${digits}`;
  if (/^tsk_[0-9a-z_]+$/.test(typed)) return typed;
  return fail(codes.wrongUse, `${typed} is no number of a task: write TSK-31, or 31.`);
}

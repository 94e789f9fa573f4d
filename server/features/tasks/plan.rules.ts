import type { TaskKind } from '@interlock/contract/models.ts';
import { inOrder, isOfPlan, type StepLine, type Task } from './task.rules.ts';

type Timed = Pick<Task, 'kind' | 'level' | 'state'> & { steps: readonly Pick<StepLine, 'minutes'>[] };

export const minutesOf = ({ steps }: Pick<Timed, 'steps'>): number =>
  steps.reduce((sum, { minutes }) => sum + minutes, 0);

/** Levels come one after the other, peers go side by side: a level takes as long as its longest task. */
function minutesOfLevels(tasks: readonly Timed[]): number {
  const levels = new Map<number, number>();
  for (const task of tasks) levels.set(task.level, Math.max(levels.get(task.level) ?? 0, minutesOf(task)));
  return [...levels.values()].reduce((sum, minutes) => sum + minutes, 0);
}

export type PlannedMinutes = { implementation: number; verification: number; backout: number; total: number };

/** How long the plan takes: the work, its verification after it, and the way back. What was cancelled takes no time. */
export function planMinutes(all: readonly Timed[]): PlannedMinutes {
  const of = (asked: TaskKind) =>
    minutesOfLevels(all.filter(({ kind, state }) => kind === asked && state !== 'cancelled'));
  const parts = { implementation: of('implementation'), verification: of('verification'), backout: of('backout') };
  return { ...parts, total: parts.implementation + parts.verification + parts.backout };
}

type Planned = Pick<
  Task,
  | 'kind'
  | 'title'
  | 'description'
  | 'level'
  | 'position'
  | 'owner'
  | 'ownerPlace'
  | 'group'
  | 'asGiven'
  | 'taken'
  | 'late'
  | 'state'
  | 'steps'
>;

const ofPlan = (all: readonly Planned[]) => inOrder(all.filter((task) => isOfPlan(task) && task.state !== 'cancelled'));

/**
 * What of the plan a vote is bound to; null where people have written nothing. What a model or a template gave and nobody has
 * edited is not in it: the version that the change was born with says it, and tasks given later alter no decision.
 */
export function boundPlan(all: readonly Planned[]): Record<string, unknown>[] | null {
  const bound = ofPlan(all).filter(({ asGiven }) => !asGiven);
  const gone = inOrder(all.filter((task) => isOfPlan(task) && task.asGiven && task.state === 'cancelled'));
  if (bound.length + gone.length === 0) return null;
  return [
    ...gone.map(({ kind, title, level }) => ({ kind, title, level, gone: true })),
    ...bound.map(({ kind, title, description, level, owner, ownerPlace, taken, group, steps }) => ({
      kind,
      title,
      description,
      level,
      owner: ownerPlace ?? (taken ? null : (owner?.id ?? null)),
      group: group?.id ?? null,
      steps: steps.map((step) => ({
        text: step.text,
        minutes: step.minutes,
        automatic: step.automatic,
        owner: step.owner?.id ?? null,
      })),
    })),
  ];
}

const kindNames: Record<TaskKind, string> = {
  planning: 'Planning',
  build: 'Build',
  test: 'Test',
  implementation: 'Implementation',
  verification: 'Verification',
  backout: 'Backout',
  review: 'Review',
};

/** The plan as people read it, a line for each task and each step, so that word differences can be shown. */
export const planText = (all: readonly Planned[]): string => textOf(ofPlan(all));

/** Whether a task is part of what a template was published with: the plan, and all else that it gave. */
export const isPublished = (task: Pick<Task, 'kind' | 'late' | 'createdFrom'>): boolean =>
  isOfPlan(task) || task.createdFrom === 'template';

/** The plan, and all else that a template gave, whoever does it: what was approved when the template was published. */
export const publishedText = (all: readonly (Planned & Pick<Task, 'createdFrom'>)[]): string => {
  const published = all.filter(isPublished);
  return textOf(inOrder(published.filter(({ state }) => state !== 'cancelled')).map(withoutOwners));
};

const withoutOwners = (task: Planned): Planned => ({
  ...task,
  owner: null,
  group: null,
  steps: task.steps.map((step) => ({ ...step, owner: null })),
});

function textOf(tasks: readonly Planned[]): string {
  return tasks
    .flatMap(({ kind, title, level, owner, group, description, steps }) => [
      `${kindNames[kind]} ${level}: ${title} (${owner?.name ?? group?.name ?? 'nobody yet'})`,
      ...(description.trim() === '' ? [] : [description.trim()]),
      ...steps.map((step, at) => {
        const more = [
          ...(step.owner ? [step.owner.name] : []),
          ...(step.minutes > 0 ? [`${step.minutes} min`] : []),
          ...(step.automatic ? ['automatic'] : []),
        ];
        return `  ${at + 1}. ${step.text}${more.length > 0 ? ` (${more.join(', ')})` : ''}`;
      }),
    ])
    .join('\n');
}

/** The backout part alone, whoever does it: a rehearsal holds for it and for no other. */
export const backoutLines = (all: readonly Planned[]): string[] =>
  ofPlan(all)
    .filter(({ kind }) => kind === 'backout')
    .flatMap(({ level, title, description, steps }) => [
      `${level} ${title}`,
      description,
      ...steps.map(({ text }) => text),
    ]);

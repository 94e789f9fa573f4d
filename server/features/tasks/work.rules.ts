import { says } from '@interlock/contract/says.ts';
import { stageOf, type TaskAct, type TaskStage, taskActs } from '@interlock/contract/tasks.ts';
import { type No, no, type Verdict, yes } from '../../platform/refusal.ts';
import { isSamePerson, type Linked, withWhich } from '../../platform/same-person.ts';
import { hasBegun, isLive, isOfPlan, isPassed, type Task, waitsFor } from './task.rules.ts';

/** Who acts on the tasks of a subject, as the subject's own feature knows them. */
export type Hand = {
  id: string;
  groups: ReadonlySet<string>;
  /** They keep the subject going: every task is theirs to see to. */
  coordinates: boolean;
  /** Their roles, and their token where they came with one, let them work at all. */
  mayWork: boolean;
  /** They may write on the subject. */
  mayPlan: boolean;
};

/** What the subject says about its tasks. */
export type Subject = {
  /** Why everything on it rests, if it does. */
  held: string | null;
  /** The plan is carried out, and no longer altered. */
  fixed: boolean;
  /** It is over: nothing is done on it any more. */
  over: boolean;
  assigneeId: string | null;
  /** Which accounts are one person's. */
  linked: Linked;
};

/** What an act on a task is judged by. */
export type Working = { hand: Hand; subject: Subject & { id: string }; reached: ReadonlySet<TaskStage> };

export const isTheirs = (task: Pick<Task, 'owner' | 'group'>, hand: Hand): boolean =>
  hand.coordinates || task.owner?.id === hand.id || (task.group !== null && hand.groups.has(task.group.id));

const whose = ({ owner, group }: Task): string =>
  owner
    ? `${owner.name}, ${group ? `${group.name}, ` : ''}a coordinator or a change manager`
    : group
      ? `${group.name}, a coordinator or a change manager`
      : 'a coordinator or a change manager';

/** Whether they may do anything on this task now: it is theirs, it is not over, and the subject does not rest. */
function mayTouch(task: Task, hand: Hand, { held, over }: Subject): No | undefined {
  if (over) return no('task_over', 'What it belongs to is over.');
  if (!hand.mayWork) return no('forbidden', 'Neither your roles nor your token let you work on tasks.');
  if (!isTheirs(task, hand)) {
    return no('not_your_task', `${task.number} is worked on by ${whose(task)}.`, {
      next: 'Ask them, or ask a coordinator to hand it over to you.',
    });
  }
  const rests = held ?? task.held;
  if (rests === null) return undefined;
  return no('task_held', `It is on hold: ${rests}`, {
    next: held === null ? 'Take it off hold first.' : 'A coordinator or a change manager takes the change off hold.',
  });
}

/** Whoever has it lets it rest, with a reason, and takes it up again; while everything rests, it rests by itself alike. */
export const whyNotHold = ({ task, hand, subject }: Omit<Asked, 'all'>): No | undefined =>
  first(mayTouch({ ...task, held: null }, hand, { ...subject, held: null }), isOver(task)) ??
  (task.held === null ? undefined : no('task_held', `It is on hold: ${task.held}`));

export const whyNotRelease = ({ task, hand, subject }: Omit<Asked, 'all'>): No | undefined =>
  first(mayTouch({ ...task, held: null }, hand, { ...subject, held: null }), isOver(task)) ??
  (task.held === null ? no('task_over', 'It is not on hold.') : undefined);

function isOver(task: Task): No | undefined {
  return isLive(task)
    ? undefined
    : no('task_over', `${task.number} is ${task.state}.`, { next: 'Load the page again.' });
}

/** Why a task's turn has not come, in words that name what is before it. */
export function whyItWaits(task: Task, all: readonly Task[]): string {
  const before = waitsFor(task, all);
  if (before.length === 0) {
    return stageOf[task.kind] === 'backout'
      ? 'It begins when the change is backed out.'
      : 'It begins when the change comes this far.';
  }
  const names = before.map(
    ({ number, owner, group, state }) =>
      `${number} (${owner?.name ?? group?.name ?? 'nobody yet'}${state === 'failed' ? ', failed' : ''})`,
  );
  return `First comes ${names.join(', ')}.`;
}

function hasItsTurn(task: Task, all: readonly Task[]): No | undefined {
  return task.state === 'pending' ? no('task_waits', whyItWaits(task, all)) : undefined;
}

const first = (...refused: (No | undefined)[]): No | undefined => refused.find((one) => one !== undefined);

type Asked = { task: Task; all: readonly Task[]; hand: Hand; subject: Subject };

/** Whoever carried the change out does not look back on it, with no account of theirs. */
function isOwnReview({ task, hand, subject }: Omit<Asked, 'all'>): No | undefined {
  if (task.kind !== 'review' || !isSamePerson(subject.linked, subject.assigneeId, hand.id)) return undefined;
  const how = withWhich(hand.id, subject.assigneeId);
  return no('own_change', `You carried this change out${how}: somebody else does its review.`, {
    next: 'Hand the review over to somebody else.',
  });
}

/** Begins a task, or tries a failed one again. Whoever takes what belongs to their group becomes its owner. */
export function whyNotStart({ task, all, hand, subject }: Asked): No | undefined {
  const refused = first(
    mayTouch(task, hand, subject),
    isOver(task),
    hasItsTurn(task, all),
    isOwnReview({ task, hand, subject }),
  );
  if (refused) return refused;
  return task.state === 'in_progress' ? no('task_over', `${task.number} has begun already.`) : undefined;
}

export type Finishing = { evidence: string; findings: string; rest: boolean };

/** A review is closed by somebody who did not carry out what it looks at, and says what was found. */
export function whyNotFinish({ task, all, hand, subject }: Asked, { findings, rest }: Finishing): No | undefined {
  const refused = first(mayTouch(task, hand, subject), isOver(task), hasItsTurn(task, all));
  if (refused) return refused;
  if (task.state === 'failed') return no('task_waits', `${task.number} has failed.`, { next: 'Start it again first.' });
  if (task.kind === 'review') {
    const own = isOwnReview({ task, hand, subject });
    if (own) return own;
    if (!says(findings)) {
      return no('invalid', 'A review says what was found.', {
        errors: [{ path: 'findings', message: 'say what was found' }],
      });
    }
  }
  const open = task.steps.filter(({ state }) => state === 'open').length;
  if (open === 0 || rest) return undefined;
  return no('steps_open', `${open === 1 ? 'A step is' : `${open} steps are`} still open.`, {
    next: 'Tick or skip them, or say that the rest is done.',
  });
}

export const whyNotFail = ({ task, all, hand, subject }: Asked): No | undefined =>
  first(mayTouch(task, hand, subject), isOver(task), hasItsTurn(task, all)) ??
  (task.state === 'failed' ? no('task_over', `${task.number} has failed already.`) : undefined);

/** Those who keep the subject going may skip what is not anybody's turn yet as well. */
export const whyNotSkip = ({ task, all, hand, subject }: Asked): No | undefined =>
  first(
    mayTouch(task, hand, subject),
    isOver(task),
    hand.coordinates ? undefined : hasItsTurn(task, all),
    isOwnReview({ task, hand, subject }),
  );

/** Before the work a task of the plan that goes is an edit of the plan; once work has begun it goes by those who coordinate. */
export function whyNotCancel({ task, hand, subject }: Omit<Asked, 'all'>): No | undefined {
  if (subject.over) return no('task_over', 'What it belongs to is over.');
  if (!hand.mayPlan && !hand.coordinates) return no('forbidden', 'A task is cancelled by those who plan the change.');
  if (subject.fixed && task.createdFrom !== 'hand' && !hand.coordinates) {
    return no('change_fixed', 'What was planned is cancelled by a coordinator or a change manager now.');
  }
  return isOver(task);
}

/** Whoever has it gives it on; so do those who coordinate. */
export const whyNotHandOver = ({ task, hand, subject }: Omit<Asked, 'all'>): No | undefined =>
  first(mayTouch({ ...task, held: null }, hand, { ...subject, held: null }), isOver(task));

/** A review goes to somebody who did not carry the change out. */
export const whyNotTo = ({ task, subject }: Pick<Asked, 'task' | 'subject'>, ownerId: string | null): No | undefined =>
  task.kind === 'review' && isSamePerson(subject.linked, subject.assigneeId, ownerId)
    ? no('own_change', 'Whoever carried this change out does not do its review, with no account of theirs.', {
        next: 'Hand the review over to somebody else.',
        errors: [{ path: 'ownerId', message: 'carried the change out' }],
      })
    : undefined;

/** The lines of the plan are fixed once it is carried out; what was added by hand since then is not of the plan. */
export function whyNotEdit({ task, hand, subject }: Omit<Asked, 'all'>): No | undefined {
  if (subject.over) return no('task_over', 'What it belongs to is over.');
  if (!hand.mayPlan && !isTheirs(task, hand)) {
    return no('forbidden', 'It is written by those who plan the change, and by its owner.', {
      next: 'Comment on the change, or ask its coordinator.',
    });
  }
  if (subject.fixed && isOfPlan(task)) {
    return no('change_fixed', 'The plan is carried out and no longer altered.', {
      next: 'Add a task for what was not planned.',
    });
  }
  return isOver(task);
}

/** A level is past once what comes after it has begun, and what has begun keeps its own. */
export function whyNotLevel(
  task: Pick<Task, 'kind' | 'state'>,
  level: number,
  others: readonly Task[],
): No | undefined {
  if (hasBegun(task)) return no('level_passed', 'It has begun and keeps its level.');
  if (!isPassed(task.kind, level, others)) return undefined;
  return no('level_passed', `What comes after level ${level} has begun.`, { next: 'Put it on a later level.' });
}

/** While the work goes on, a line is left out with a reason: others look for it later. */
export function whyNotTick(
  { task, all, hand, subject }: Asked,
  { state, words }: { state: 'open' | 'done' | 'skipped'; words: string },
): No | undefined {
  const refused = first(mayTouch(task, hand, subject), isOver(task), hasItsTurn(task, all));
  if (refused) return refused;
  if (task.state === 'failed') return no('task_waits', `${task.number} has failed.`, { next: 'Start it again first.' });
  if (state !== 'skipped' || !subject.fixed || says(words)) return undefined;
  return no('invalid', 'While the work goes on, a step is skipped with a reason.', {
    errors: [{ path: 'words', message: 'say why' }],
  });
}

/** What a task has come to is shown by those whose task it is, while it goes on and after it, until everything is over. */
export const mayAttach = ({ task, hand, subject }: Omit<Asked, 'all'>): Verdict<true> =>
  mayTouch(task, hand, subject) ?? (task.state === 'cancelled' ? cancelled(task) : yes(true));

/** What a task was ended with is taken away only by those who coordinate. */
export function mayDetach({ task, hand, subject }: Omit<Asked, 'all'>): Verdict<true> {
  const refused = mayTouch(task, hand, subject);
  if (refused) return refused;
  if (isLive(task) || hand.coordinates) return yes(true);
  return no('task_over', `${task.number} was ended with it.`, {
    next: 'A coordinator or a change manager takes it away.',
  });
}

const cancelled = ({ number }: Task): No => no('task_over', `${number} is cancelled.`);

/** What somebody can do with a task now, as the screen offers it. */
export function actsOn(asked: Asked): TaskAct[] {
  const said = { evidence: '', findings: 'said', rest: true };
  const can: Record<TaskAct, boolean> = {
    start: whyNotStart(asked) === undefined,
    finish: whyNotFinish(asked, said) === undefined,
    fail: whyNotFail(asked) === undefined,
    skip: whyNotSkip(asked) === undefined,
    cancel: whyNotCancel(asked) === undefined,
    hand_over: whyNotHandOver(asked) === undefined,
    tick: asked.task.steps.length > 0 && whyNotTick(asked, { state: 'done', words: '' }) === undefined,
    edit: whyNotEdit(asked) === undefined,
    hold: whyNotHold(asked) === undefined,
    release: whyNotRelease(asked) === undefined,
  };
  return taskActs.filter((act) => can[act]);
}

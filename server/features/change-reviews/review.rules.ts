import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import type { ReviewQuestion, StateKind } from '@interlock/contract/models.ts';
import { type No, no } from '../../platform/refusal.ts';
import { isSamePerson, type Linked, withWhich } from '../../platform/same-person.ts';

type Asked = {
  stateKind: StateKind;
  assigneeId: string | null;
  linked: Linked;
  person: { id: string; coordinates: boolean; mayMove: boolean; reviews: boolean };
};

/** Those who keep every change going answer, and whoever owns the review; never who carried the change out. */
export function whyNotAnswer({ stateKind, assigneeId, linked, person }: Asked): No | undefined {
  if (stateKind !== 'review') return no('not_running', 'It is not being reviewed.');
  if (!person.mayMove || !(person.coordinates || person.reviews)) {
    return no('forbidden', 'Whoever reviews it answers, a coordinator or a change manager.');
  }
  return isSamePerson(linked, person.id, assigneeId)
    ? no(
        'own_change',
        `You carried this change out${withWhich(person.id, assigneeId)}: somebody else answers for its review.`,
        { next: 'A coordinator or a change manager answers who did not carry it out.' },
      )
    : undefined;
}

type Answer = { key: string; text: string };

/** An answer is to a question of the model, and to a yes or no it says one of the two. */
export function whyNotThese(questions: readonly ReviewQuestion[], answers: readonly Answer[]): No | undefined {
  const errors = answers.flatMap(({ key, text }, at) => {
    const question = questions.find((one) => one.key === key);
    if (!question) return [{ path: `answers.${at}.key`, message: 'no question of this review' }];
    const fits = question.kind !== 'yes_no' || text === 'yes' || text === 'no';
    return fits ? [] : [{ path: `answers.${at}.text`, message: 'yes or no' }];
  });
  return errors.length > 0 ? no('invalid', 'Not all of that is an answer.', { errors }) : undefined;
}

/** Is everything answered that the model wants answered before the change is closed? */
export function answersGuard(
  questions: readonly ReviewQuestion[],
  answered: ReadonlySet<string>,
): GuardAnswer | undefined {
  const required = questions.filter((question) => question.required);
  if (required.length === 0) return undefined;
  const left = required.filter(({ key }) => !answered.has(key));
  const answer = {
    guard: 'review_answers',
    earliest: null,
    withMove: false,
    fields: [],
    enforcement: 'block' as const,
    overridden: null,
    letPass: null,
  };
  if (left.length === 0) return { ...answer, met: true, why: 'The review has answered its questions.', clearedBy: [] };
  return {
    ...answer,
    met: false,
    why: `The review has still to answer: ${left.map(({ text }) => text).join(' ')}`,
    clearedBy: [
      { is: 'role', name: 'a coordinator', id: 'coordinator' },
      { is: 'role', name: 'a change manager', id: 'change_manager' },
    ],
  };
}

/** Windows begin with a minute: what begins in that minute, or was given its window as it began, is not late. */
export const minutesLate = (planned: Date | null, began: Date | null): number | null =>
  planned && began ? Math.floor(began.getTime() / 60_000) - Math.floor(planned.getTime() / 60_000) : null;

/** Whole minutes from one instant to another; null where either is missing. */
export const minutesBetween = (from: Date | null, to: Date | null): number | null =>
  from && to ? Math.round((to.getTime() - from.getTime()) / 60_000) : null;

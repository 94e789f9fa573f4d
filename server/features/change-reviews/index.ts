export { dropAnswers } from './answer.store.ts';
export { reviewAnswered } from './review.view.ts';

export { DraftForm } from './draft-form.tsx';
export { ModelChoice } from './model-choice.tsx';
export { whoNeeds } from './needs-words.ts';
export { useNeeds } from './use-needs.ts';

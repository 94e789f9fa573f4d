export { addImprovement } from './adding.step.ts';
export { dropImprovements } from './improvement.store.ts';
export { improvement } from './improvements.view.ts';

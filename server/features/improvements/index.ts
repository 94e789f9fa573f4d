export { addImprovement } from './add-improvement.ts';
export { dropImprovements } from './improvement.store.ts';
export { improvement } from './improvements.view.ts';

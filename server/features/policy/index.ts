export { conditionFaults } from './faults.view.ts';
export { holdEach, holds } from './held.view.ts';
export { conditionInWords } from './said.view.ts';

export { holdEach, holds } from './ask-conditions.ts';
export { conditionFaults } from './check-condition.ts';

export { holdEach, holds } from './ask-conditions.ts';
export { conditionFaults } from './check-condition.ts';
export { conditionInWords } from './say-condition.ts';

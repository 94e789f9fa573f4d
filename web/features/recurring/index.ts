export { RecurringTab } from './recurring-tab.tsx';

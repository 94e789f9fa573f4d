export { dropRecurring } from './recurring.store.ts';

export { Evidence } from './evidence.tsx';
export { BackoutTasks, PlanTasks, ReviewTasks, TestTasks } from './plan-tabs.tsx';

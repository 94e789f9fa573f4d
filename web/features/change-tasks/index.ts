export { Evidence } from './evidence.tsx';
export { BackoutTasks, MyWork, PlanTasks, ReviewTasks, TestTasks } from './plan-tabs.tsx';
export { TaskCard } from './task-card.tsx';

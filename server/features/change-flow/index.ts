export { changeFlowClock, changeFlowJobs } from './change-flow.jobs.ts';
export { changeFlowRoutes } from './change-flow.routes.ts';
export type { Guard } from './explain.view.ts';

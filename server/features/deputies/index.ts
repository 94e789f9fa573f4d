export { principalsOf, type StandIn, standInsOf } from './deputies.view.ts';
export { deputiesOf, dropDeputies, endDeputiesAmong } from './deputy.store.ts';
export { mustStandInFor } from './standing-in.step.ts';

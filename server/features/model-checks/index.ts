export { checked, groupsNamed } from './check.view.ts';
export type { Finding } from './look.rules.ts';
export { publicationFaults } from './publication-faults.rules.ts';
export { shapeFindings } from './shape-faults.rules.ts';

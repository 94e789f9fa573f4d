export type { Guard } from './explain.view.ts';

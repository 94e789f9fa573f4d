import { lazy } from 'react';

export { type Entered, nothingEntered, writtenOf } from './entered.ts';
export { Section } from './section.tsx';

/** The inputs weigh as much as a page: they come with the first form that somebody opens. */
export const FieldInput = lazy(() => import('./field-input.tsx').then((module) => ({ default: module.FieldInput })));

/** For a draft that takes another way. */
export const ModelDialog = lazy(() => import('./model-dialog.tsx'));

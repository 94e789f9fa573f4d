import { lazy } from 'react';

export const ModelGraph = lazy(() => import('./model-graph.tsx'));

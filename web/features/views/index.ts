import { lazy } from 'react';

export { useDefaultView } from './use-default-view.ts';

export const ViewMenu = lazy(() => import('./view-menu.tsx'));

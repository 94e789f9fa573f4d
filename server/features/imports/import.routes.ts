import { importChangesRoute } from '@interlock/contract/imports.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { importChanges } from './import-changes.ts';

export const importRoutes: Served[] = [serve(importChangesRoute, importChanges)];

import { z } from 'zod';
import { ReaderIds } from './change-fields.ts';
import { ChangeDetail } from './changes.ts';
import { route } from './route.ts';
import { id, Version } from './shared.ts';

export const restrictChangeRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/restrict',
  permission: 'change.edit',
  summary: 'Show a change to people by name alone, or to everybody again.',
  input: z.object({
    changeId: id('chg'),
    version: Version,
    restricted: z.boolean(),
    /** Who sees it beside those who have a place on it, are asked to decide on it, or own work on it. */
    readerIds: ReaderIds.default([]),
  }),
  output: ChangeDetail,
});

import { z } from 'zod';
import { ChangeDetail } from './changes.ts';
import { route } from './route.ts';
import { id, reason, text, Version } from './shared.ts';

const Read = { changeId: id('chg'), version: Version };

export const holdChangeRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/hold',
  permission: 'change.move',
  summary: 'Put a change on hold, with a reason. Nobody decides on it and nothing moves it but cancelling.',
  input: z.object({ ...Read, reason: reason(2000) }),
  output: ChangeDetail,
});

export const releaseChangeRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/release',
  permission: 'change.move',
  summary: 'Let a change that is on hold go on. What was asked is asked as it was.',
  input: z.object({ ...Read, words: text(2000).default('') }),
  output: ChangeDetail,
});

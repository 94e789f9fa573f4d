import { z } from 'zod';
import { route } from './route.ts';
import { Instant } from './shared.ts';

export const demoStates = ['none', 'filling', 'filled', 'failed'] as const;

/** A made-up organisation with a year of history, to look around in. */
export const Demo = z
  .object({
    state: z.enum(demoStates),
    /** Whether it can be filled now. */
    offered: z.boolean(),
    /** Why it cannot, in words. */
    because: z.string().nullable(),
    askedAt: Instant.nullable(),
    /** How many of its acts are done while it is being filled; `planned` is null until it is known. */
    done: z.number().int(),
    planned: z.number().int().nullable(),
    /** Why filling it has failed. */
    problem: z.string().nullable(),
  })
  .meta({ id: 'Demo' });
export type Demo = z.output<typeof Demo>;

export const showDemoRoute = route({
  method: 'GET',
  path: '/api/v1/demo',
  permission: 'demo.run',
  summary: 'Whether there is a demo, how far its filling is, and whether one can be filled.',
  input: z.object({}),
  output: Demo,
});

export const fillDemoRoute = route({
  method: 'POST',
  path: '/api/v1/demo',
  permission: 'demo.run',
  summary:
    'Fill an organisation without changes with a made-up year: people who cannot sign in, changes of every model and state, outcomes.',
  input: z.object({
    /** The same seed gives the same demo, told from today. */
    seed: z
      .string()
      .regex(/^[\w-]{1,40}$/, 'up to 40 letters, digits, - and _')
      .default('interlock'),
    months: z.number().int().min(1).max(24).default(12),
  }),
  output: Demo,
});

/** What of it stays, because something that is no demo rests on it; people who stay are deactivated. */
const Kept = z.object({ people: z.number().int(), groups: z.number().int(), templates: z.number().int() });

export const removeDemoRoute = route({
  method: 'DELETE',
  path: '/api/v1/demo',
  permission: 'demo.run',
  summary:
    'Take the demo away with all that belongs to it. Changes that real people raised stay, and so does the audit log.',
  input: z.object({}),
  output: z.object({ changes: z.number().int(), people: z.number().int(), kept: Kept }),
});
export type DemoRemoved = z.output<typeof removeDemoRoute.output>;

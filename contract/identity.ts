import { z } from 'zod';
import { permissions, roles } from './permissions.ts';
import { route } from './route.ts';
import { Instant, Nothing, Version, words, Zone } from './shared.ts';

export const themes = ['system', 'light', 'dark'] as const;
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('an e-mail address, such as ann@example.org'));
/** 12 characters or more, and no other rule. */
export const Password = z.string().min(12, 'at least 12 characters').max(200);
/** The secret part of a one-time link; it travels in the address's fragment and never reaches a log. */
const LinkSecret = z.string().max(100);

export const Me = z
  .object({
    person: z.object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      roles: z.array(z.enum(roles)),
      zone: z.string(),
      theme: z.enum(themes),
      version: z.number().int(),
    }),
    organisation: z.object({ name: z.string(), zone: z.string() }),
    permissions: z.array(z.enum(permissions)),
    /** What an administrator should know, such as data that lies inside the program's folder. */
    notices: z.array(z.object({ code: z.string(), text: z.string() })),
  })
  .meta({ id: 'Me' });
export type Me = z.output<typeof Me>;

export const setUpStateRoute = route({
  method: 'GET',
  path: '/api/v1/setup',
  permission: 'anyone',
  limit: { perMinute: 300 },
  summary: 'Whether Interlock still waits to be set up.',
  input: z.object({}),
  output: z.object({ needed: z.boolean() }),
});

export const setUpRoute = route({
  method: 'POST',
  path: '/api/v1/setup',
  permission: 'anyone',
  limit: { perMinute: 300 },
  summary: 'Make the organisation and its first administrator, with the one-time link that the start printed.',
  input: z.object({
    secret: LinkSecret,
    organisation: words(120),
    zone: Zone,
    name: words(120),
    email: Email,
    password: Password,
  }),
  output: Me,
});

export const signInRoute = route({
  method: 'POST',
  path: '/api/v1/session',
  permission: 'anyone',
  limit: { perMinute: 300 },
  summary: 'Sign in; the answer sets the session cookie.',
  input: z.object({ email: Email, password: z.string().max(200) }),
  output: Me,
});

export const meRoute = route({
  method: 'GET',
  path: '/api/v1/me',
  permission: 'signed_in',
  summary: 'Who is signed in, and what they may do.',
  input: z.object({}),
  output: Me,
});

export const editProfileRoute = route({
  method: 'PATCH',
  path: '/api/v1/me',
  permission: 'session',
  summary: 'Change your name, zone or theme.',
  input: z.object({
    version: Version,
    name: words(120).optional(),
    zone: Zone.optional(),
    theme: z.enum(themes).optional(),
  }),
  output: Me,
});

export const changePasswordRoute = route({
  method: 'POST',
  path: '/api/v1/me/password',
  permission: 'session',
  summary: 'Change your password; every other session ends and this one gets a new id.',
  input: z.object({ current: z.string().max(200), next: Password }),
  output: Nothing,
});

/** A one-time link, answered once to the administrator who hands it on. */
export const OneTimeLink = z.object({ link: z.string(), expiresAt: Instant });
/** As above; `mailed` where it also goes to the person by mail. */
export const LinkHandedOn = z.object({ ...OneTimeLink.shape, mailed: z.boolean() });

/** A link is looked at and accepted with its secret in the body, so that no address or log carries it. */
export const lookAtLinkRoute = route({
  method: 'POST',
  path: '/api/v1/links/look',
  permission: 'anyone',
  limit: { perMinute: 300 },
  summary: 'What a one-time link is for.',
  input: z.object({ secret: LinkSecret }),
  output: z.object({
    kind: z.enum(['set_up', 'invitation', 'reset']),
    name: z.string().nullable(),
    email: z.string().nullable(),
    expiresAt: Instant,
  }),
});

export const acceptLinkRoute = route({
  method: 'POST',
  path: '/api/v1/links/accept',
  permission: 'anyone',
  limit: { perMinute: 300 },
  summary: 'Choose a password with an invitation or reset link, and be signed in.',
  input: z.object({ secret: LinkSecret, password: Password }),
  output: Me,
});

export const operatorSetUpLinkRoute = route({
  method: 'POST',
  path: '/api/v1/operator/set-up-link',
  permission: 'operator.links',
  summary: 'Make a new set-up link, while there is no administrator.',
  input: z.object({}),
  output: OneTimeLink,
});

export const operatorResetLinkRoute = route({
  method: 'POST',
  path: '/api/v1/operator/reset-link',
  permission: 'operator.links',
  summary: 'Make a reset link for a person, by e-mail.',
  input: z.object({ email: Email }),
  output: LinkHandedOn,
});

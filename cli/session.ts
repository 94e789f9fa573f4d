import { signInRoute } from '@interlock/contract/identity.ts';
import { signOutRoute } from '@interlock/contract/sessions.ts';
import { type Command, Option } from 'commander';
import { answerTo, type Caller, call } from './call.ts';
import { codes } from './codes.ts';
import { fail } from './failure.ts';
import { askSecret } from './secret.ts';
import { addressFor } from './server.ts';

export type As = { as?: string };

/** For what no token may do: it would let whoever holds one become somebody else. */
export const withSignIn = (command: Command): Command =>
  command
    .addOption(new Option('--as <e-mail>', 'sign in for this one command; your password is asked for'))
    .addHelpText(
      'after',
      '\nThis takes a person who signs in: no API token may do it, and INTERLOCK_TOKEN is not used. The password is asked for\non the terminal, or taken from the first line that is piped in. The session ends with the command.',
    );

/** Signs in, acts and signs out, whatever came of it. */
export async function signedIn<T>({ as }: As, act: (server: Caller) => Promise<T>): Promise<T> {
  if (as === undefined) {
    return fail(
      codes.wrongUse,
      'An API token cannot do this: it takes a person who signs in.',
      'Give --as <your e-mail>, and your password when you are asked; or do it in the browser.',
    );
  }
  const address = addressFor(process.env);
  const password = await askSecret(`Password of ${as}`);
  const { headers } = await answerTo({ address, secret: '' }, signInRoute, { email: as, password });
  const server = { address, secret: '', cookie: (headers.getSetCookie()[0] ?? '').split(';')[0] ?? '' };
  try {
    return await act(server);
  } finally {
    await call(server, signOutRoute, {}).catch(() => {});
  }
}

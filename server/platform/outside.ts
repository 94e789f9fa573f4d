import { openSecrets, type Secrets } from './folder/secrets.ts';

/**
 * What became of one try to send something: `final` where no further try would do better, `slow` where all the time that there is
 * went by. `why` never holds a secret.
 */
export type Sent = { ok: true } | { ok: false; why: string; final: boolean; retryAfterSeconds?: number; slow?: true };

export type Mail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The same in every try, so that a mail that arrives twice is known as one. */
  id: string;
  /** What it belongs to: mails about the same thing make one thread. */
  thread: string | null;
};

export type Post = { url: string; id: string; body: object };

/** All that reaches beyond this machine, and what keeps secrets: handed in, so that tests have servers of their own. */
export type Outside = {
  /** Undefined where no mail server is set. */
  mail: { from: string; send(mail: Mail): Promise<Sent> } | undefined;
  /** Never throws. */
  post(post: Post): Promise<Sent>;
  secrets: Secrets;
};

/** Reaches nobody: for programs beside the server and tests that send nothing. */
export const nowhere = (key: Buffer): Outside => ({
  mail: undefined,
  post: async () => ({ ok: false, why: 'Nothing is sent from here.', final: true }),
  secrets: openSecrets(key),
});

import { createTransport } from 'nodemailer';
import { crashPoint } from '../jobs/crash-points.ts';
import { openMask, passwordsIn } from '../mask.ts';
import type { Mail, Outside, Sent } from '../outside.ts';

const LONGEST_WHY = 320;
/** Far within the lease of a delivery, so that nobody else takes it up meanwhile. */
const PATIENCE_MS = 60_000;
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

type Options = { url: string; from: string; patienceMs?: number };

/**
 * Mail over SMTP, one connection for each. What the server says last decides: only its yes is a sent mail. It may repeat what it
 * was told, our password too. All of a try together takes no longer than the patience: a server that goes on talking is never idle.
 */
export function openMail({ url, from, patienceMs = PATIENCE_MS }: Options, hostname: string): Outside['mail'] {
  const mask = openMask(passwordsIn(url), 'anywhere');
  const transport = createTransport(url, { ...PATIENCE, disableFileAccess: true, disableUrlAccess: true });
  const send = async ({ to, subject, text, html, id, thread }: Mail): Promise<Sent> => {
    const root = thread === null ? undefined : `<${thread}@${hostname}>`;
    await crashPoint('mail: before it is sent');
    try {
      await transport.sendMail({
        ...{ from, to: { name: '', address: to }, subject, text, html },
        messageId: `<${id}@${hostname}>`,
        ...(root && { inReplyTo: root, references: root }),
        signal: AbortSignal.timeout(patienceMs),
        headers: { 'X-Interlock-Delivery': id, 'Auto-Submitted': 'auto-generated' },
      });
      await crashPoint('mail: sent, not recorded');
      return { ok: true };
    } catch (error) {
      const { why, final } = whyOf(error);
      return { ok: false, why: mask.of(why).slice(0, LONGEST_WHY), final };
    }
  };
  return { from, send };
}

/** A no to this recipient stays a no. Whatever else a server says may be another tomorrow: a full disk, a wrong password. */
function whyOf(error: unknown): { why: string; final: boolean } {
  if (!(error instanceof Error)) return { why: 'The mail server broke off.', final: false };
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'EABORT') return { why: 'The mail server took too long to take the mail.', final: false };
  const status = 'responseCode' in error ? Number(error.responseCode) : 0;
  return {
    why: `The mail server: ${error.message.replace(/\s+/g, ' ')}`,
    final: code === 'EENVELOPE' && status >= 550 && status <= 559,
  };
}

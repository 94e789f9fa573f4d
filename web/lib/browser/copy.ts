import { t } from '@lingui/core/macro';
import { say } from './notices.ts';

/** Copies an address of ours, and says whether the browser let us. */
export async function copyLink(address: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(new URL(address, location.href).href);
    say(t`Link copied.`);
    return true;
  } catch {
    say(t`The browser refused to copy. Copy the address bar instead.`);
    return false;
  }
}

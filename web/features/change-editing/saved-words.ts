import { t } from '@lingui/core/macro';
import { viewerNow } from '../../lib/session/viewer.ts';
import { type Asking, askedBySaving } from './asked-by-saving.ts';

/** That it is saved, and who is asked again because of it. */
export function savedWords(before: Asking, saved: Asking): string {
  const asked = askedBySaving(before, saved);
  const names = new Intl.ListFormat(viewerNow().locale, { type: 'conjunction' }).format(asked);
  if (asked.length === 0) return t`Saved.`;
  return asked.length === 1 ? t`Saved. ${names} is asked again.` : t`Saved. ${names} are asked again.`;
}

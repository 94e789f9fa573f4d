import { useEffect, useState } from 'react';

/**
 * The secret of a one-time link: read from the address's fragment, which never reaches a server or its log. A newer link
 * pasted into the same tab alters the fragment alone and is taken as well.
 */
export function useLinkSecret(): string {
  const [secret, setSecret] = useState(() => secretOf(location.hash));
  useEffect(() => {
    const take = () => setSecret(secretOf(location.hash));
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, []);
  return secret;
}

/** A link that was spoilt on its way stays as it stands; the server refuses it in words. */
export function secretOf(fragment: string): string {
  const written = fragment.slice(1);
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

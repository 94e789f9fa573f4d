import { useState } from 'react';

/** The secret of a one-time link: read from the address's fragment, which never reaches a server or its log. */
export function useLinkSecret(): string {
  const [secret] = useState(() => decodeURIComponent(location.hash.slice(1)));
  return secret;
}

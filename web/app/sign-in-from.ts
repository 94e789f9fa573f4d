type Place = { pathname: string; searchStr: string; hash: string };

/**
 * The sign-in, from which one comes back to a place. What follows the `#`, such as the secret of a link, stays behind the `#`:
 * no server and no log ever reads it.
 */
export function signInFrom({ pathname, searchStr, hash }: Place) {
  const next = `${pathname}${searchStr}`;
  return { to: '/sign-in', search: next === '/' ? {} : { next }, ...(hash && { hash }) } as const;
}

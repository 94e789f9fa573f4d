const HERE = 'http://here.invalid';

/** A path to come back to after signing in, as a browser would read it; anything that could leave this site is dropped. */
export function safeNext(next: string | undefined): string {
  if (!next?.startsWith('/') || !URL.canParse(next, HERE)) return '/';
  const { origin, pathname, search, hash } = new URL(next, HERE);
  const path = `${pathname}${search}${hash}`;
  return origin === HERE && !path.startsWith('//') ? path : '/';
}

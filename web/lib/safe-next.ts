/** A path to come back to after signing in; anything that could leave this site is dropped. */
export function safeNext(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/';
}

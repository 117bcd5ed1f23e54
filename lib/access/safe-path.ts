/** A path of this site to go to after signing in; anything that could lead elsewhere becomes the overview. */
export function safePath(next: string | string[] | undefined | null, fallback = '/overview'): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next)) return fallback;
  return next.startsWith('/sign-in') ? fallback : next;
}

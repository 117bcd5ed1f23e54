'use client';

import { usePathname, useSearchParams } from 'next/navigation';

/**
 * The moment an address asks for, epoch ms; null for now, for what is no time, and for what lies ahead. Before `since`
 * there was nothing: its first moment is shown.
 */
export function momentOf(text: string | null, since: number, now: number): number | null {
  if (text === null) return null;
  const at = Date.parse(text);
  return at < now ? Math.max(at, since + 1) : null;
}

/** `path?at=…`, its other parameters kept. */
export function momentPath(path: string, params: URLSearchParams, at: number | null): string {
  const next = new URLSearchParams(params);
  if (at === null) next.delete('at');
  else next.set('at', new Date(at).toISOString());
  return next.size === 0 ? path : `${path}?${next}`;
}

/** The moment that is looked at (`?at=`), and the addresses of others. `since`: when the release came to be. */
export function useMoment(since: string, now: number): { at: number | null; pathAt: (at: number | null) => string } {
  const params = useSearchParams();
  const path = usePathname();
  return {
    at: momentOf(params.get('at'), Date.parse(since), now),
    pathAt: (at) => momentPath(path, new URLSearchParams(params), at),
  };
}

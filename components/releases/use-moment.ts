'use client';

import { usePathname, useSearchParams } from 'next/navigation';

/** The moment an address asks for, epoch ms; null for now, for what is no time and for what lies ahead. */
export function momentOf(text: string | null, now: number): number | null {
  if (text === null) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) || at >= now ? null : at;
}

/** `path?at=…`, its other parameters kept. */
export function momentPath(path: string, params: URLSearchParams, at: number | null): string {
  const next = new URLSearchParams(params);
  if (at === null) next.delete('at');
  else next.set('at', new Date(at).toISOString());
  return next.size === 0 ? path : `${path}?${next}`;
}

/** The moment that is looked at (`?at=`), and the addresses of others. */
export function useMoment(now: number): { at: number | null; pathAt: (at: number | null) => string } {
  const params = useSearchParams();
  const path = usePathname();
  return {
    at: momentOf(params.get('at'), now),
    pathAt: (at) => momentPath(path, new URLSearchParams(params), at),
  };
}

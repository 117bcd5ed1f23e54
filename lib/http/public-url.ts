import type { Env } from '@/lib/env';

/** Where people reach this installation: as configured, else where this request was sent to. No slash at the end. */
export function publicUrl(request: Request, env: Pick<Env, 'RAMPART_URL'>): string {
  if (env.RAMPART_URL) return env.RAMPART_URL;
  const host = request.headers.get('host') ?? new URL(request.url).host;
  return `${request.headers.get('x-forwarded-proto') ?? 'http'}://${host}`;
}

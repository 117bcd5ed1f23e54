import { AppError } from '@/lib/errors';

type Window = { count: number; until: number };

/**
 * Counts failures per key in fixed windows, in this process. It slows guessing down; it is no quota, so several replicas
 * may each allow the limit. The oldest keys are forgotten beyond `maxKeys`.
 */
export class RateLimit {
  private readonly windows = new Map<string, Window>();
  private readonly limit: number;
  private readonly windowMs: number;
  private readonly maxKeys: number;

  constructor(limit: number, windowMs: number, maxKeys = 10_000) {
    this.limit = limit;
    this.windowMs = windowMs;
    this.maxKeys = maxKeys;
  }

  /** Milliseconds until this key may try again; 0 when it may now. */
  waitMs(key: string, now: number): number {
    const window = this.windows.get(key);
    if (!window || window.until <= now || window.count < this.limit) return 0;
    return window.until - now;
  }

  hit(key: string, now: number): void {
    const window = this.windows.get(key);
    if (window && window.until > now) {
      window.count += 1;
      return;
    }
    this.windows.delete(key);
    this.windows.set(key, { count: 1, until: now + this.windowMs });
    if (this.windows.size > this.maxKeys) this.windows.delete(this.windows.keys().next().value ?? key);
  }

  forget(key: string): void {
    this.windows.delete(key);
  }
}

/** 429 with Retry-After. */
export const tooMany = (what: string, waitMs: number): AppError =>
  new AppError('rate_limited', `Too many ${what}. Try again in ${Math.ceil(waitMs / 1000)} s.`, {
    extra: { retryAfter: Math.ceil(waitMs / 1000) },
  });

/**
 * The caller's address as the server in front saw it: the last one it added, since what stands before a caller may have
 * written itself. Good enough to slow guessing, never to trust.
 */
export const callerAddress = (headers: Headers): string =>
  headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'local';

import { describe, expect, it } from 'vitest';
import { nextAttemptAt, patienceMs } from './retry';

const at = (
  action: 'rollback' | 'advance' | 'pause',
  attempts: number,
  more: { took?: number; retryAfterMs?: number } = {},
) => nextAttemptAt({ action, attempts, startedAt: 0, retryAfterMs: more.retryAfterMs, jitter: 0.5 }, more.took ?? 0);

describe('when a command is tried again', () => {
  it('a rollback: 0, 1, 2, 5, 10, 15 s, then every 15 s without end', () => {
    const times = [0];
    for (let attempts = 1; attempts <= 9; attempts += 1) times.push((times.at(-1) ?? 0) + at('rollback', attempts));
    expect(times.map((ms) => ms / 1000)).toEqual([0, 1, 2, 5, 10, 15, 30, 45, 60, 75]);
    expect(at('rollback', 10_000)).toBe(15_000);
  });

  it('a rollback is not talked out of it, and not later than at once after a slow answer', () => {
    expect(at('rollback', 1, { retryAfterMs: 3_600_000 })).toBe(1_000);
    expect(at('rollback', 1, { took: 10_000 })).toBe(10_000);
  });

  it('anything else: doubling up to 30 s, Retry-After honoured', () => {
    expect([1, 2, 3, 4, 5, 6, 50].map((attempts) => at('advance', attempts) / 1000)).toEqual([1, 2, 4, 8, 16, 30, 30]);
    expect(at('advance', 1, { retryAfterMs: 90_000 })).toBe(90_000);
  });

  it('a pause may lower exposure: it is put off by 30 s at most', () => {
    expect(at('pause', 1, { retryAfterMs: 20_000 })).toBe(20_000);
    expect(at('pause', 1, { retryAfterMs: 3_600_000 })).toBe(30_000);
  });

  it('a rollback keeps its times with a provider that hangs', () => {
    const patience = [1, 2, 3, 4, 5, 6, 7].map((attempt) => patienceMs({ action: 'rollback', attempt }) / 1000);
    expect(patience).toEqual([1, 1, 3, 5, 5, 10, 10]);
    const hanging = [0];
    for (let attempts = 1; attempts <= 6; attempts += 1) {
      const took = patienceMs({ action: 'rollback', attempt: attempts });
      hanging.push((hanging.at(-1) ?? 0) + at('rollback', attempts, { took }));
    }
    expect(hanging.map((ms) => ms / 1000)).toEqual([0, 1, 2, 5, 10, 15, 30]);
    expect(patienceMs({ action: 'advance', attempt: 1 })).toBe(10_000);
  });
});

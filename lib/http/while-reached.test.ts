import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Sql } from '@/lib/db/sql';
import { PATIENCE_MS, whileReached } from './while-reached';

const sql: Sql = { query: () => new Promise(() => undefined) };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('tells a reader that the database hangs, long before the query gives up', async () => {
  const told = expect(whileReached(sql, new Promise(() => undefined), () => false)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('Nothing was changed'),
  });
  await vi.advanceTimersByTimeAsync(PATIENCE_MS);
  await told;
});

it('waits for a slow answer while the database lives, and no longer', async () => {
  let alive = true;
  const told = expect(whileReached(sql, new Promise(() => undefined), () => alive)).rejects.toMatchObject({
    status: 503,
  });
  await vi.advanceTimersByTimeAsync(4 * PATIENCE_MS);
  alive = false;
  await vi.advanceTimersByTimeAsync(500);
  await told;
  const slow = whileReached(sql, new Promise((resolve) => setTimeout(() => resolve(7), 20_000)), () => true);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await slow).toBe(7);
  expect(vi.getTimerCount()).toBe(0);
});

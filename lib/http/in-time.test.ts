import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inTime, TELL_READERS_MS } from './in-time';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('tells who waits that the database hangs, long before its query gives up', async () => {
  const told = expect(inTime(new Promise(() => undefined))).rejects.toMatchObject({
    code: 'unavailable',
    status: 503,
    message: expect.stringContaining('Nothing was changed'),
  });
  await vi.advanceTimersByTimeAsync(TELL_READERS_MS);
  await told;
});

it('leaves an answer in time as it is, and no timer behind', async () => {
  expect(await inTime(Promise.resolve(7))).toBe(7);
  expect(vi.getTimerCount()).toBe(0);
});

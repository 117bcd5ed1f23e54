import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isLocalTime } from '@/lib/shared/local-time';
import { sloInputSchema } from './schema';

it.each([
  ['2026-02-28', true],
  ['2024-02-29T23:59:59', true],
  ['2026-02-28 23:00', true],
  ['2026-02-29', false],
  ['2026-02-30T00:00:00', false],
  ['2026-11-31T00:00', false],
  ['2026-13-01', false],
  ['2026-12-01T24:00', false],
  ['2026-12-01T10:60', false],
  ['2026-12-01T10:00Z', false],
  ['1 May', false],
])('%s is a local time: %s', (text, is) => {
  expect(isLocalTime(text)).toBe(is);
});

it('knows every second that there is', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2999, 0) }), (at) =>
      isLocalTime(new Date(at).toISOString().slice(0, 19)),
    ),
  );
});

it.each([
  ['2026-02-30T00:00:00', ['windowStart']],
  ['2026-02-28 06:00:00', []],
])('an SLO whose window starts at %s is refused at %j', (windowStart, paths) => {
  const read = sloInputSchema.safeParse({ sli: 'error_rate', objective: 0.99, window: 'month', windowStart });
  expect((read.error?.issues ?? []).map(({ path }) => path.join('.'))).toEqual(paths);
});

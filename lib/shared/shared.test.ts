import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from './duration';
import { durationSchema } from './duration-schema';
import { exposureSchema } from './exposure';
import { nameSchema } from './names';

describe('durations', () => {
  it.each([
    ['30s', 30_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['7d', 604_800_000],
    ['1d2h3m4s', 93_784_000],
    ['0s', 0],
  ])('%s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
    expect(formatDuration(ms)).toBe(text);
  });
  it.each(['', 'yesterday', '5', '-5m', '5 m', '1.5h', '30s5m', 'm'])('refuses %j', (text) =>
    expect(parseDuration(text)).toBeNull(),
  );
  it('is at most a year', () => expect(durationSchema.safeParse('400d').success).toBe(false));
});

it.each([
  [0, true],
  [0.01, true],
  [33.33, true],
  [100, true],
  [-1, false],
  [100.01, false],
  [0.001, false],
  [Number.NaN, false],
])('exposure %d is accepted: %s', (value, ok) => expect(exposureSchema.safeParse(value).success).toBe(ok));

it.each([
  ['checkout', true],
  ['a', true],
  ['api.v2_x-1', true],
  ['Checkout', false],
  ['-a', false],
  ['', false],
  ['a b', false],
  ['a/b', false],
])('name %j is accepted: %s', (value, ok) => expect(nameSchema.safeParse(value).success).toBe(ok));

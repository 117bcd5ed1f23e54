import { describe, expect, it } from 'vitest';
import * as number from './number';
import * as time from './time';

const at = (text: string) => Date.parse(text);
const now = at('2026-11-19T14:32:10Z');
const n = (text: string) => text.replaceAll('_', number.NARROW);

describe('numbers', () => {
  it.each([
    [5, '5_%'],
    [0.25, '0.25_%'],
    [0.01, '0.01_%'],
    [14.9, '14.9_%'],
    [100, '100_%'],
    [null, '?'],
  ])('exposure %s is written %s', (value, text) => expect(number.formatExposure(value)).toBe(n(text)));

  it.each([
    [0.0047, '0.47_%'],
    [0, '0_%'],
    [0.00004, '< 0.01_%'],
    [0.591, '59.1_%'],
    [1, '100_%'],
  ])('share %s is written %s', (value, text) => expect(number.formatShare(value)).toBe(n(text)));

  it.each([
    [0.0149, '1 in 67'],
    [0.0048, '1 in 208'],
    [0, 'none'],
    [0.75, '75_%'],
  ])('rate %s is written %s', (value, text) => expect(number.formatOneIn(value)).toBe(n(text)));

  it('never rounds unfinished progress to its ends', () => {
    expect([0, 0.001, 0.59, 0.999, 1].map(number.formatProgress)).toEqual(
      ['0_%', '1_%', '59_%', '99_%', '100_%'].map(n),
    );
  });

  it('keeps numbers and their units in one line', () =>
    expect(number.unbroken('3.47 % (21 of 606) in 5 min, 2 of 5 sites')).toBe(
      n('3.47_% (21 of 606) in 5_min, 2 of 5 sites'),
    ));

  it('writes ratios, changes, latency, counts', () => {
    expect([3.07, 1.104, 20, 71.9, Number.POSITIVE_INFINITY].map(number.formatRatio)).toEqual([
      '3.1×',
      '1.10×',
      '20×',
      '72×',
      '∞×',
    ]);
    expect([0.017, -0.02, 0].map(number.formatChange)).toEqual(['+1.7_%', '−2_%', '0_%'].map(n));
    expect([412, 1840, 3.25].map(number.formatLatency)).toEqual(['412_ms', '1.84_s', '3.3_ms'].map(n));
    expect([538200, -3].map(number.formatCount)).toEqual(['538,200', '−3']);
    expect([9999, 19000, 1_240_000].map(number.formatCompact)).toEqual(['9,999', '19_k', '1.2_M'].map(n));
    expect([0, 1, 3].map((count) => number.formatPlural(count, 'release'))).toEqual([
      'no releases',
      '1 release',
      '3 releases',
    ]);
  });
});

describe('times', () => {
  it.each([
    [42_000, '42_s'],
    [6 * 60_000 + 59_000, '6_min'],
    [90 * 60_000, '1_h 30_min'],
    [2 * 3_600_000, '2_h'],
    [52 * 3_600_000, '2_d 4_h'],
    [-1, '0_s'],
  ])('duration %s is written %s', (value, text) => expect(time.formatDuration(value)).toBe(n(text)));

  it.each([
    [4_000, '4_s'],
    [50_000, '0:50'],
    [725_000, '12:05'],
    [3_849_000, '1:04:09'],
    [0, '–'],
    [null, '–'],
  ])('countdown %s is written %s', (value, text) => expect(time.formatCountdown(value)).toBe(n(text)));

  it('writes moments from near to far', () => {
    expect(time.formatMoment(at('2026-11-19T14:09:11Z'), now)).toBe('14:09:11');
    expect(time.formatMoment(at('2026-11-23T07:00:00Z'), now)).toBe('Mon 07:00');
    expect(time.formatMoment(at('2027-01-04T07:00:00Z'), now)).toBe('4 Jan 2027 07:00');
    expect(time.formatFull(now)).toBe('Thu 19 Nov 2026, 14:32 UTC');
    expect(time.formatExactDuration(260_000)).toBe(n('4_min 20_s'));
    expect(time.formatExactDuration(700)).toBe(n('700_ms'));
    expect(time.formatExactDuration(0)).toBe(n('0_s'));
    expect(time.formatLocal(now, 'Europe/Berlin')).toBe('15:32:10 Berlin');
    expect(time.formatLocal(now, 'UTC')).toBeNull();
    expect(time.formatLocal(now, 'Europe/London')).toBeNull();
    expect(time.formatLocal(now, 'Asia/Kolkata')).toBe('20:02:10 Kolkata');
  });

  it('writes ages', () => {
    expect(time.formatAge(now - 1000, now)).toBe('now');
    expect(time.formatAge(now - 18 * 60_000, now)).toBe(n('18_min ago'));
    expect(time.formatAge(at('2026-11-17T09:05:00Z'), now)).toBe('17 Nov 09:05');
  });
});

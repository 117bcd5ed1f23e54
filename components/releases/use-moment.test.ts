import { describe, expect, it } from 'vitest';
import { momentOf, momentPath } from './use-moment';

const NOW = Date.UTC(2026, 10, 19, 14, 32, 10);

describe('the moment of an address', () => {
  it.each([
    [null, null],
    ['2026-11-19T14:30:00.000Z', NOW - 130_000],
    ['2026-11-19T15:30:00+01:00', NOW - 130_000],
    ['2026-11-19T14:32:10.000Z', null],
    ['2030-01-01', null],
    ['2026-11-19T13:00:00Z', NOW - 3_600_000 + 1],
    ['yesterday', null],
    ['', null],
  ])('%s', (text, at) => expect(momentOf(text, NOW - 3_600_000, NOW)).toBe(at));

  it('keeps what else the address says', () => {
    const params = new URLSearchParams('debug=region&at=x');
    expect(momentPath('/releases/1', params, NOW)).toBe('/releases/1?debug=region&at=2026-11-19T14%3A32%3A10.000Z');
    expect(momentPath('/releases/1', new URLSearchParams('at=x'), null)).toBe('/releases/1');
  });
});

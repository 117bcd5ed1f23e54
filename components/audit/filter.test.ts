import { describe, expect, it } from 'vitest';
import { addressOf, filterOf, queryOf } from './filter';

const filter = { service: 'checkout', type: '', from: '2026-11-19', to: '2026-11-19' };

describe('the audit filter', () => {
  it('keeps days in the address and asks for whole UTC days', () => {
    expect(addressOf(filter)).toBe('?service=checkout&from=2026-11-19&to=2026-11-19');
    expect(Object.fromEntries(new URLSearchParams(queryOf(filter)))).toEqual({
      service: 'checkout',
      from: '2026-11-19T00:00:00.000Z',
      to: '2026-11-20T00:00:00.000Z',
    });
  });

  it('reads back what it wrote', () => expect(filterOf(new URLSearchParams(addressOf(filter)))).toEqual(filter));

  it('is nothing when nothing is asked', () => expect(addressOf(filterOf(new URLSearchParams()))).toBe(''));
});

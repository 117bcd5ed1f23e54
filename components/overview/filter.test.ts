import { describe, expect, it } from 'vitest';
import { release } from '@/components/releases/testing/release';
import { matches, parseFilter } from './filter';

const frozen = release({ blockers: [{ kind: 'freeze', detail: 'Quarter end', since: '2026-11-19T14:00:00Z' }] });
const silent = release({ blockers: [{ kind: 'no_data', detail: 'no samples', since: '2026-11-19T14:00:00Z' }] });

describe('filter', () => {
  it.each([
    ['', true],
    ['checkout', true],
    ['2.4', true],
    ['tier:1 blocker:freeze', true],
    ['tier:2', false],
    ['tier:1 blocker:budget', false],
    ['ring:broad person:ci', true],
    ['team:storefront', true],
    ['team:payments', false],
    ['storefront', true],
    ['holding', true],
    ['paused', false],
    ['unknown:thing', false],
    ['CHECKOUT', true],
  ])('"%s" → %s', (text, expected) => expect(matches(frozen, parseFilter(text))).toBe(expected));

  it('takes a dash for the underscore of a kind', () => {
    expect(matches(silent, parseFilter('blocker:no-data'))).toBe(true);
    expect(matches(silent, parseFilter('blocker:no_data'))).toBe(true);
  });
});

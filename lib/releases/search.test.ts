import { describe, expect, it } from 'vitest';
import { beginsWith, lowestId, readWords } from './search';

const NAMES = ['checkout', 'checkout-api', 'search', '2fa'];

describe('the words of a search', () => {
  it.each([
    ['', null, []],
    ['checkout', ['checkout', 'checkout-api'], []],
    ['CHECK api', ['checkout-api'], []],
    ['2.4', null, ['2.4']],
    ['checkout 2.4.1', ['checkout', 'checkout-api'], ['2.4.1']],
    ['2.4 search', ['search'], ['2.4']],
    ['v2', null, ['v2']],
    ['2', null, ['2']],
    ['build-77', null, ['build-77']],
    ['search checkout', ['search'], ['checkout']],
  ])('%s', (q, services, versions) => expect(readWords(q, NAMES)).toEqual({ services, versions }));
});

it.each([
  ['2.4', '2.4%'],
  ['100%_\\', '100\\%\\_\\\\%'],
])('%s is taken literally', (text, pattern) => expect(beginsWith(text)).toBe(pattern));

it.each([
  ['2026-11-19T14:32:10.000Z', '01a1f438-de10-0000-0000-000000000000'],
  ['nonsense', '00000000-0000-0000-0000-000000000000'],
])('ids from %s on', (at, id) => expect(lowestId(at)).toBe(id));

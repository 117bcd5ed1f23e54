import { describe, expect, it } from 'vitest';
import { release } from '@/components/releases/testing/release';
import type { Release } from '@/lib/releases/schema';
import { bulkPause, bulkPauseWords, outcomeWords, staysWords } from './bulk-pause';

const OPERATOR = { scopes: ['read', 'release'] as const, teams: {} };
const VIEWER = { scopes: ['read'] as const, teams: {} };
const names = (list: readonly Release[]) => list.map(({ id }) => id);

describe('bulk pause', () => {
  it.each([
    ['holding', { status: 'holding' }, null],
    ['applying', { status: 'applying', actions: ['pause', 'rollback'] }, null],
    ['paused', { status: 'paused', actions: ['resume', 'rollback'] }, 'is paused already'],
    ['rolling back', { status: 'rolling_back', actions: ['rollback'] }, 'is being rolled back'],
    ['not rolled back', { status: 'rollback_failed', actions: ['rollback'] }, 'is being rolled back'],
    ['done', { status: 'completed', actions: ['rollback'] }, 'is over'],
  ] as const)('%s', (_, change, why) => {
    const one = release({ ...change, actions: [...('actions' in change ? change.actions : ['pause' as const])] });
    const plan = bulkPause([one], OPERATOR);
    expect(plan.leaving.map((left) => left.why)).toEqual(why === null ? [] : [why]);
    expect(plan.pausing).toHaveLength(why === null ? 1 : 0);
  });

  it('leaves what is not this person’s', () => {
    expect(bulkPause([release()], VIEWER).leaving[0]?.why).toBe('is not yours to pause: it belongs to storefront');
    const owner = { scopes: ['read'] as const, teams: { storefront: 'operator' as const } };
    expect(bulkPause([release(), release({ id: 'b', owner: 'other' })], owner)).toMatchObject({
      pausing: [{ id: '0199-checkout' }],
      leaving: [{ release: { id: 'b' } }],
    });
  });

  it('keeps the order of the list', () => {
    const list = ['c', 'a', 'b'].map((id) => release({ id }));
    expect(names(bulkPause(list, OPERATOR).pausing)).toEqual(['c', 'a', 'b']);
  });

  it('says what follows', () => {
    expect(bulkPauseWords({ pausing: [release()], leaving: [] }).title).toBe('Pause checkout 2.4.1?');
    expect(bulkPauseWords({ pausing: [release(), release()], leaving: [] })).toMatchObject({
      title: 'Pause 2 releases?',
      confirm: 'Pause 2',
    });
    expect(staysWords(release())).toBe('stays at broad 5\u202f%');
    const pending = { desired: 0, observed: 0, generation: 0, confirmedAt: null };
    expect(staysWords(release({ status: 'pending', exposure: pending }))).toBe('does not start; nobody sees it');
  });

  it.each([
    [[], 'Pausing: 0 of 3 answered.'],
    [[null, null], 'Pausing: 2 of 3 answered.'],
    [[null, null, null], 'All 3 paused.'],
    [[null, 'rolling back', null], '2 of 3 paused, 1 was not.'],
    [['x', 'x', null], '1 of 3 paused, 2 were not.'],
    [['x', 'x', 'x'], 'None was paused.'],
  ])('%j → %s', (answers: (string | null)[], words) => {
    const list = ['a', 'b', 'c'].map((id) => release({ id }));
    expect(outcomeWords(list, new Map(answers.map((why, i) => [list[i]?.id ?? '', why])))).toBe(words);
  });
});

import { describe, expect, it } from 'vitest';
import { type BudgetState, judgeBudget, policyFor } from './judge';
import { DEFAULT_POLICY, type PolicySpec, policyInputSchema } from './schema';

const state = (change: Partial<BudgetState> = {}): BudgetState => ({
  service: 'pay',
  slo: 'availability',
  remaining: 0.5,
  burning: [],
  noData: false,
  ...change,
});
const policy = (...rules: PolicySpec['rules']): PolicySpec => ({ rules, allows: ['revert'] });
const page = (rate: number) => [{ severity: 'page' as const, long: '1h', rate }];
const STAIRS = policy(
  { remainingAtMost: 0.25, effect: 'wait' },
  { remainingAtMost: 0.1, effect: 'hold' },
  { remainingAtMost: -0.5, effect: 'rollback' },
  { burning: 'page', rateAbove: 20, effect: 'fail_gate' },
);

describe('what a policy makes of a budget', () => {
  it.each<[string, PolicySpec, Partial<BudgetState>, [string, string][], 'silent'?]>([
    ['default, plenty', DEFAULT_POLICY, {}, []],
    ['default, a little left', DEFAULT_POLICY, { remaining: 0.0001 }, []],
    [
      'default, exactly spent',
      DEFAULT_POLICY,
      { remaining: 0 },
      [['hold', 'Error budget of availability is spent (0 % left)']],
    ],
    [
      'default, overspent',
      DEFAULT_POLICY,
      { remaining: -0.124 },
      [['hold', 'Error budget of availability is spent (−13 % left)']],
    ],
    [
      'default, a page',
      DEFAULT_POLICY,
      { burning: page(16.2) },
      [['fail_gate', 'availability burns its error budget 16× too fast over 1h (page)']],
    ],
    ['default, a ticket', DEFAULT_POLICY, { burning: [{ severity: 'ticket', long: '1d', rate: 4 }] }, []],
    [
      'default, both',
      DEFAULT_POLICY,
      { remaining: -1, burning: page(99) },
      [
        ['hold', 'Error budget of availability is spent (−100 % left)'],
        ['fail_gate', 'availability burns its error budget 99× too fast over 1h (page)'],
      ],
    ],
    ['no data says nothing', DEFAULT_POLICY, { noData: true, remaining: null, burning: page(99) }, [], 'silent'],
    ['silence, plenty left', DEFAULT_POLICY, { noData: true, burning: page(99) }, [], 'silent'],
    [
      'what is spent stays spent in silence',
      DEFAULT_POLICY,
      { noData: true, remaining: -49, burning: page(99) },
      [['hold', 'Error budget of availability is spent (−4900 % left)']],
      'silent',
    ],
    [
      'stairs, first',
      STAIRS,
      { remaining: 0.25 },
      [['continue', 'Error budget of availability is low (25 % left; its policy acts at 25 %)']],
    ],
    [
      'stairs, second',
      STAIRS,
      { remaining: 0.09 },
      [['hold', 'Error budget of availability is low (9 % left; its policy acts at 10 %)']],
    ],
    ['stairs, last', STAIRS, { remaining: -0.5 }, [['rollback', 'Error budget of availability is spent (−50 % left)']]],
    ['stairs, burns too slowly', STAIRS, { burning: page(20) }, []],
    [
      'stairs, burns fast',
      STAIRS,
      { burning: page(20.1) },
      [['fail_gate', 'availability burns its error budget 20× too fast over 1h (page)']],
    ],
  ])('%s', (_, rules, change, expected, silent) => {
    const judged = judgeBudget(rules, state(change));
    expect(judged.rulings.map(({ inFlight, reason }) => [inFlight, reason])).toEqual(expected);
    expect(judged.silent).toBe(silent === 'silent');
  });

  it('one row forbids and one judges, by name', () =>
    expect(
      judgeBudget(DEFAULT_POLICY, state({ remaining: 0, burning: page(15) })).rulings.map(({ name }) => name),
    ).toEqual(['budget:pay:availability', 'burn:pay:availability']));
});

describe('whose policy it is', () => {
  const scopes = ['all', 'tier:1', 'team:money', 'team:payments', 'pay'];
  const given = (...scopes: string[]) =>
    new Map(scopes.map((scope) => [scope, policy({ remainingAtMost: scope.length / 100, effect: 'hold' })]));
  it.each([
    [['all', 'tier:1', 'team:payments', 'pay'], 'pay'],
    [['all', 'tier:1', 'team:payments', 'cart'], 'team:payments'],
    [['all', 'tier:1', 'team:search'], 'tier:1'],
    [['all', 'tier:2'], 'all'],
    [['tier:1', 'team:money', 'team:payments'], 'team:payments'],
    [['tier:1', 'team:money'], 'team:money'],
  ])('of %j the narrowest: %s', (spoken, expected) => {
    const policies = given(...spoken);
    expect(policyFor(policies, scopes)).toBe(policies.get(expected));
  });
  it('nobody spoke: the built-in one', () => expect(policyFor(new Map(), scopes)).toBe(DEFAULT_POLICY));
});

describe('refused, with the field and the reason', () => {
  it.each([
    [[{ effect: 'hold' }], 'rules.0.remainingAtMost'],
    [[{ remainingAtMost: 0, burning: 'page', effect: 'hold' }], 'rules.0.remainingAtMost'],
    [[{ remainingAtMost: 1.2, effect: 'hold' }], 'rules.0.remainingAtMost'],
    [[{ remainingAtMost: 0, effect: 'fail_gate' }], 'rules.0.effect'],
    [[{ remainingAtMost: 0, rateAbove: 3, effect: 'hold' }], 'rules.0.rateAbove'],
    [
      [
        { remainingAtMost: 0.2, effect: 'hold' },
        { remainingAtMost: 0.1, effect: 'wait' },
      ],
      'rules.1.remainingAtMost',
    ],
    [
      [
        { remainingAtMost: 0.1, effect: 'hold' },
        { remainingAtMost: 0.1, effect: 'hold' },
      ],
      'rules.1.remainingAtMost',
    ],
    [[], 'rules'],
  ])('%j', (rules, path) => {
    const { error } = policyInputSchema.safeParse({ scope: 'all', rules });
    expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });
});

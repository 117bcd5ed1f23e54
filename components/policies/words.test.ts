import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, policyInputSchema } from '@/lib/policies/schema';
import { draftOf, EMPTY_POLICY, inputOfPolicy, policyNameOf, ruleWords } from './words';

describe('policies in words', () => {
  it.each([
    [
      { remainingAtMost: 0, effect: 'hold' as const },
      'When the budget is spent: new releases wait, running ones hold.',
    ],
    [{ remainingAtMost: 0.1, effect: 'wait' as const }, 'At 10 % left or less: new releases wait, running ones go on.'],
    [
      { burning: 'page' as const, rateAbove: 20, effect: 'fail_gate' as const },
      'While a page alert fires above 20×: new releases wait; it counts as a failing critical gate of what is in flight.',
    ],
  ])('%j', (rule, words) => expect(ruleWords(rule)).toBe(words));

  it('the empty form is the built-in policy, and a policy comes back as it was put', () => {
    const { scope: _, ...input } = policyInputSchema.parse(inputOfPolicy({ ...EMPTY_POLICY, scope: 'all' }));
    expect(input).toEqual(DEFAULT_POLICY);
    expect(draftOf('', DEFAULT_POLICY.rules, DEFAULT_POLICY.allows)).toEqual(EMPTY_POLICY);
  });

  it('a share that was not typed is marked', () => {
    const draft = {
      ...EMPTY_POLICY,
      scope: 'all',
      rules: [{ condition: 'remaining' as const, at: '', effect: 'hold' as const }],
    };
    expect(policyInputSchema.safeParse(inputOfPolicy(draft)).error?.issues[0]?.path.join('.')).toBe(
      'rules.0.remainingAtMost',
    );
  });

  it('names a policy by its scope', () => expect(policyNameOf('team:Pay Ments')).toBe('team-pay-ments'));
});

/** Error-budget policies in words, and the form's draft. Pure. */

import { scopeOrNone } from '@/components/freezes/words';
import type { Consequence, PolicyRule } from '@/lib/policies/schema';
import { allowsOf, type Excepted } from './excepted';

export const EFFECT_WORDS: Record<Consequence, string> = {
  wait: 'new releases wait, running ones go on',
  finish_step: 'new releases wait, running ones finish their step',
  hold: 'new releases wait, running ones hold',
  rollback: 'new releases wait, running ones are rolled back',
  fail_gate: 'new releases wait; it counts as a failing critical gate of what is in flight',
};

const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`;

/** "At 10 % left or less: new releases wait, running ones hold." */
export function ruleWords({ remainingAtMost, burning, rateAbove, effect }: PolicyRule): string {
  const when =
    remainingAtMost === undefined
      ? `While a ${burning} alert fires${rateAbove === undefined ? '' : ` above ${rateAbove}×`}`
      : remainingAtMost === 0
        ? 'When the budget is spent'
        : `At ${percent(remainingAtMost)} left or less`;
  return `${when}: ${EFFECT_WORDS[effect]}.`;
}

export const CONDITIONS = ['remaining', 'page', 'ticket'] as const;
export type RuleDraft = { condition: (typeof CONDITIONS)[number]; at: string; effect: Consequence };
export const CONDITION_WORDS: Record<RuleDraft['condition'], string> = {
  remaining: 'Budget left, at most',
  page: 'A page alert burns',
  ticket: 'A ticket alert burns',
};

/** What a rule is before anything is chosen. */
export const NEW_RULE: RuleDraft = { condition: 'remaining', at: '', effect: 'wait' };

export type PolicyDraft = { scope: string; rules: RuleDraft[] } & Excepted;
export const EMPTY_POLICY: PolicyDraft = {
  scope: '',
  rules: [
    { condition: 'remaining', at: '0', effect: 'hold' },
    { condition: 'page', at: '', effect: 'fail_gate' },
  ],
  securityFix: true,
  revert: true,
};

const ruleOf = ({ condition, at, effect }: RuleDraft): Record<string, unknown> =>
  condition === 'remaining'
    ? { remainingAtMost: at.trim() === '' ? Number.NaN : Number(at) / 100, effect }
    : { burning: condition, ...(at.trim() === '' ? {} : { rateAbove: Number(at) }), effect };

/** What would be put. */
export const inputOfPolicy = ({ scope, rules, ...excepted }: PolicyDraft): Record<string, unknown> => ({
  scope: scopeOrNone(scope),
  rules: rules.map(ruleOf),
  allows: allowsOf(excepted),
});

export const draftOf = (scope: string, rules: readonly PolicyRule[], allows: readonly string[]): PolicyDraft => ({
  scope,
  securityFix: allows.includes('security_fix'),
  revert: allows.includes('revert'),
  rules: rules.map(({ remainingAtMost, burning, rateAbove, effect }) => ({
    condition: burning ?? 'remaining',
    at: remainingAtMost === undefined ? String(rateAbove ?? '') : String(Number((remainingAtMost * 100).toFixed(2))),
    effect,
  })),
});

/** A name nobody has to think of: one scope has one policy. */
export const policyNameOf = (scope: string): string =>
  scope
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 63);

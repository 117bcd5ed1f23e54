import { describe, expect, it } from 'vitest';
import { accept, acceptedWords, isAccepted } from './acceptance';
import { EMPTY_PLAN, type PlanDraft } from './draft';

const [step] = EMPTY_PLAN.steps;
if (!step) throw new Error('an empty plan has a step');
const draft: PlanDraft = { ...EMPTY_PLAN, steps: [step, { ...step, key: 'second', hold: '15m' }] };

describe('keeping a weak step', () => {
  const kept = accept(draft, {}, 1, 'It catches a doubled error rate in 57 of 100 holds.');

  it('is of that step, and goes into the record in the words that were read', () => {
    expect(isAccepted(draft, kept, 1)).toBe(true);
    expect(isAccepted(draft, kept, 0)).toBe(false);
    expect(acceptedWords(draft, kept)).toBe('Accepted of step 2: It catches a doubled error rate in 57 of 100 holds.');
    expect(acceptedWords(draft, {})).toBeUndefined();
  });

  it('lapses when the step or the gates change, not when another step does', () => {
    const [first, second] = draft.steps;
    if (!first || !second) throw new Error('two steps');
    const longer: PlanDraft = { ...draft, steps: [{ ...first, hold: '45m' }, second] };
    expect(isAccepted(longer, kept, 1)).toBe(true);
    const shorter: PlanDraft = { ...draft, steps: [first, { ...second, hold: '5m' }] };
    expect(acceptedWords(shorter, kept)).toBeUndefined();
    expect(acceptedWords({ ...draft, gates: draft.gates.slice(1) }, kept)).toBeUndefined();
  });
});

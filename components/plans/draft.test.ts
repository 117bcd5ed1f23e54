import { describe, expect, it } from 'vitest';
import { issuesOf } from '@/components/form/issues';
import { planSpecSchema } from '@/lib/plans/schema';
import {
  doubledNames,
  draftOfPlan,
  EMPTY_PLAN,
  newGate,
  newStep,
  type PlanDraft,
  renamedGate,
  specOf,
  withoutGate,
} from './draft';
import { planRail } from './plan-rail';
import { climbWords, gateLine, missingWords, rollbackWords, stairs, usedBy } from './words';

const issues = (draft: PlanDraft) => issuesOf(planSpecSchema.safeParse(specOf(draft)).error);
const n = (text: string) => text.replaceAll('_', '\u202f');
const withSteps = (...steps: readonly [string, string, string?][]): PlanDraft => ({
  ...EMPTY_PLAN,
  steps: steps.map(([ring, exposure, hold], index) => ({
    ...newStep(String(index), ring, exposure),
    hold: hold ?? '5m',
  })),
});

describe('the plan form', () => {
  it('begins with a plan that may be saved', () => expect(issues(EMPTY_PLAN)).toEqual({}));

  it('reads back what it makes', () => {
    const spec = planSpecSchema.parse(specOf(EMPTY_PLAN));
    expect(planSpecSchema.parse(specOf(draftOfPlan({ ...spec, name: 'x' })))).toEqual(spec);
  });

  it.each([
    [{ count: 2, role: 'approver' }],
    [{ count: 1, role: 'admin', team: 'payments', within: '4h', onTimeout: 'wait' as const }],
    [{ count: 1, role: 'release-managers', within: '30m' }],
  ])('keeps an approval as it was: %j', (approval) => {
    const spec = planSpecSchema.parse(specOf(EMPTY_PLAN));
    const asks = { ...spec, steps: spec.steps.map((step) => ({ ...step, approval })) };
    expect(planSpecSchema.parse(specOf(draftOfPlan({ ...asks, name: 'x' })))).toEqual(asks);
  });

  it('keeps what one gate alone rolls back at', () => {
    const spec = planSpecSchema.parse(specOf(EMPTY_PLAN));
    const severe = { ...spec, rollback: { automatic: true, failingGates: 2, severeEffect: 2.5 } };
    expect(planSpecSchema.parse(specOf(draftOfPlan({ ...severe, name: 'x' })))).toEqual(severe);
  });

  it('says nothing of a time-out where there is no limit', () => {
    const step = { ...newStep('1'), approvals: '1', onTimeout: 'wait' as const };
    expect(planSpecSchema.parse(specOf({ ...EMPTY_PLAN, steps: [step] })).steps[0]?.approval).toEqual({
      count: 1,
      role: 'approver',
    });
  });

  it('says what is missing before anybody tries to save it', () => {
    const missing = (draft: PlanDraft) => missingWords(issues(draft), doubledNames(draft.gates));
    expect(missing(EMPTY_PLAN)).toBeNull();
    const early = { ...withSteps(['internal', '5'], ['early', '25'], ['broad', '100']), mechanism: 'ring' as const };
    expect(missing(early)).toBe('step 2: ring internal must reach 100 before early begins');
    const twice = { ...EMPTY_PLAN, gates: [newGate('a', 'errors'), newGate('b', 'errors')] };
    expect(missing(twice)).toBe('two gates are called “errors”');
    const bare = { ...EMPTY_PLAN, gates: [{ ...newGate('g', 'g'), minSamples: '' }] };
    expect(missing(bare)).toMatch(/^gate g: /);
  });

  it.each<[string, PlanDraft, string, RegExp]>([
    ['exposure 140', withSteps(['a', '140'], ['a', '100']), 'steps.0.exposure', /0 to 100/],
    ['no number', withSteps(['a', 'half'], ['a', '100']), 'steps.0.exposure', /must be a number/],
    ['hold yesterday', withSteps(['a', '5', 'yesterday'], ['a', '100']), 'steps.0.hold', /duration/],
    ['falling steps', withSteps(['a', '50'], ['a', '25'], ['a', '100']), 'steps.1.exposure', /never falls/],
    ['not ending at 100', withSteps(['a', '5'], ['a', '50']), 'steps.1.exposure', /last step must be 100/],
    ['a ring without a name', withSteps(['', '5'], ['a', '100']), 'steps.0.ring', /^is needed$/],
    [
      'a limit gate without a limit',
      { ...EMPTY_PLAN, gates: [{ ...newGate('g', 'g'), compare: 'limit' }] },
      'gates.g.limit',
      /needed/,
    ],
    [
      'no samples',
      { ...EMPTY_PLAN, gates: [{ ...newGate('g', 'g'), minSamples: '' }] },
      'gates.g.minSamples',
      /number/,
    ],
  ])('%s is said at its field', (_, draft, path, message) => expect(issues(draft)[path]).toMatch(message));

  it('types rates in percent', () => {
    const draft = { ...EMPTY_PLAN, gates: [{ ...newGate('g', 'g'), compare: 'limit' as const, limit: '1.5' }] };
    expect(planSpecSchema.parse(specOf(draft)).gates.g?.limit).toBe(0.015);
  });

  it('renames and removes a gate also where steps name it', () => {
    const draft = { ...EMPTY_PLAN, steps: [{ ...newStep('1'), gates: ['errors', 'latency'] }] };
    expect(renamedGate(draft, 'errors', 'failures').steps[0]?.gates).toEqual(['failures', 'latency']);
    expect(withoutGate(draft, 'errors').steps[0]?.gates).toEqual(['latency']);
  });

  it('finds names given twice', () =>
    expect([...doubledNames([{ name: 'a' }, { name: 'b' }, { name: 'a ' }])]).toEqual(['a']));
});

describe('a plan in words', () => {
  const plan = planSpecSchema.parse(specOf(EMPTY_PLAN));

  it('is a staircase', () => {
    expect(stairs(plan.steps)).toBe(n('internal 5_% → early 25_% → broad 50, 100_%'));
    expect(planRail(plan).cells.every((cell) => cell.state === 'future')).toBe(true);
  });

  it('says what gates demand and what failing does', () => {
    expect(gateLine(plan.gates.errors as (typeof plan.gates)[string])).toBe(
      n('errors, no more than 20_% worse than baseline'),
    );
    expect(rollbackWords(plan)).toBe('The first failing gate rolls it back.');
    expect(rollbackWords({ ...plan, gates: {} })).toMatch(/only a person/);
  });

  it('says how long it takes at least and whom it asks', () => {
    expect(climbWords({ steps: [{ ring: 'early', exposure: 10, hold: '15m' }] })).toBe(
      n('At least 15_min, no approval.'),
    );
    const asking = { ring: 'broad', exposure: 100, hold: '1h30m', approval: { count: 2, role: 'approver' } };
    expect(climbWords({ steps: [asking] })).toBe(n('At least 1_h 30_min, 2 approvals.'));
  });

  it('says who uses it', () => {
    expect(usedBy(['a', 'b', 'c'], 2)).toBe('3 services use it; 2 releases in flight keep their snapshot.');
    expect(usedBy([], 0)).toBe('No service uses it yet.');
  });
});

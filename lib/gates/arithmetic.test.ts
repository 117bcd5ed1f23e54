import { describe, expect, it } from 'vitest';
import { arithmeticOf } from './arithmetic';
import type { GateEvaluation } from './schema';

const EVIDENCE: NonNullable<GateEvaluation['evidence']> = {
  ...{ worse: 0, fine: 0.59, logWorse: -0.4, logFine: 1.77, needWorse: 4.094, needFine: 2.996 },
  ...{ alpha: 0.0167, spent: 0.4, dispersion: 1.02, edgeMs: null },
};
const gate = (change: Partial<GateEvaluation> = {}): GateEvaluation => ({
  ...{ name: 'errors', sli: 'error_rate', verdict: 'inconclusive', canary: 78 / 16_560, baseline: 2_314 / 538_200 },
  ...{ effect: 1.0955, bound: 1.5, samples: { canary: 16_560, baseline: 538_200 }, baselineKind: 'concurrent' },
  ...{ method: 'sequential', compare: 'baseline', interval: { lower: 0.73, upper: 1.56 }, evidence: EVIDENCE },
  ...{ satisfied: false, critical: true, onFail: 'rollback', failures: 0, failureLimit: 0, why: '', evaluatedAt: null },
  ...change,
});

describe('the arithmetic of a verdict', () => {
  it('can be done again by hand', () => {
    expect(arithmeticOf(gate())).toEqual([
      'canary: 78 errors ÷ 16,560 requests = 0.471 %',
      'baseline: 2,314 errors ÷ 538,200 requests = 0.43 %',
      'effect: 0.471 % ÷ 0.43 % = 1.1×',
      'limit: 1.5×; the effect is below it',
      'bounds: 0.73× to 1.56×, however often one looks',
      'worse: ln E = -0.40, needs 4.09 = ln(1 ÷ 1.67 %); -0.40 ÷ 4.09 = 0 %',
      'fine: ln E = 1.77, needs 3.00 = ln(1 ÷ 5 %); 1.77 ÷ 3.00 = 59.1 %',
      'chance of a false fail this gate may take: 1.67 %',
    ]);
  });

  it.each([
    ['a limit', { compare: 'limit', sli: 'cpu', canary: 3, bound: 2, effect: 1.5 }, 'effect: 3 ÷ 2 = 1.5×'],
    [
      'a limit is 1×',
      { compare: 'limit', sli: 'cpu', canary: 3, bound: 2, effect: 1.5 },
      'limit: 1×; the effect is above it',
    ],
    ['slots', { effect: 2 }, 'effect: weighed slot by slot = 2×'],
    [
      'an edge',
      { sli: 'latency_p95', canary: 210, baseline: 200, effect: 1.3, evidence: { ...EVIDENCE, edgeMs: 250 } },
      'effect: share above 250 ms, canary ÷ baseline = 1.3×',
    ],
    [
      'no errors of the baseline',
      {
        canary: 25 / 440,
        baseline: 0,
        effect: 225.2,
        samples: { canary: 440, baseline: 3_964 },
        interval: { lower: 3, upper: null },
      },
      'effect: 5.68 % ÷ (1 ÷ 3,964, none counts as one) = 225×',
    ],
    ['an open bound', { interval: { lower: 3, upper: null } }, 'bounds: at least 3×, however often one looks'],
    ['nothing', { canary: null, effect: null }, 'canary: no samples'],
    ['no effect', { canary: null, effect: null }, 'effect: cannot be computed, one side has nothing'],
    ['looks', { evidence: null, failures: 2, failureLimit: 1 }, 'failing looks: 2, tolerated 1: too many'],
    [
      'proven',
      { evidence: { ...EVIDENCE, logFine: 3.2 } },
      'fine: ln E = 3.20, needs 3.00 = ln(1 ÷ 5 %); 3.20 ÷ 3.00 = 100 %, reached',
    ],
  ] as [string, Partial<GateEvaluation>, string][])('says %s', (_, change, line) => {
    expect(arithmeticOf(gate(change))).toContain(line);
  });
});

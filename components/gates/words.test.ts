import { describe, expect, it } from 'vitest';
import { failing, gate } from '@/components/releases/testing/release';
import { sliWord } from '@/lib/gates/explain';
import { byConcern, decidingGate, evidenceWords, limitWords, sliTitle, verdictWords } from './words';

const open = gate({
  name: 'p95',
  sli: 'latency_p95',
  verdict: 'inconclusive',
  effect: null,
  samples: { canary: 62, baseline: 900 },
});

describe('gate words', () => {
  it('names SLIs for people', () => {
    expect(sliWord('error_rate')).toBe('errors');
    expect(sliWord('latency_p99')).toBe('latency p99');
    expect(sliWord('orders')).toBe('orders');
    expect(sliTitle('latency_p95')).toBe('Latency p95, ms');
  });

  it('lets the worst gate speak', () => {
    expect(verdictWords([gate(), gate(), gate()])).toBe('3 of 3 gates');
    expect(verdictWords([gate(), failing()])).toBe('errors 3.1×');
    expect(verdictWords([gate(), open])).toBe('latency p95, 62 so far');
    expect(verdictWords([])).toBe('');
    expect(decidingGate([gate(), open, failing()])?.verdict).toBe('fail');
  });

  it('says which way a share of evidence speaks: beside "errors" it would read as how many there are', () => {
    const said = (worse: number, fine: number) => {
      const none = { logWorse: 0, logFine: 0, needWorse: 3, needFine: 3, alpha: 0.05, spent: 1, dispersion: null };
      return verdictWords([gate({ verdict: 'inconclusive', evidence: { worse, fine, ...none, edgeMs: null } })]);
    };
    expect(said(0, 0.59)).toBe('errors 59\u202f% fine');
    expect(said(0.08, 0)).toBe('errors 8\u202f% worse');
    expect(said(0, 0)).toBe('errors undecided');
  });

  it('orders failing, silent, unproven, passing', () => {
    const verdicts = [gate(), open, gate({ verdict: 'no_data' }), failing()]
      .sort(byConcern)
      .map((entry) => entry.verdict);
    expect(verdicts).toEqual(['fail', 'no_data', 'inconclusive', 'pass']);
  });

  it('holds a value against a baseline or a limit', () => {
    expect(limitWords(gate())).toBe('1.50×');
    expect(limitWords(gate({ compare: 'limit', sli: 'latency_p95', bound: 300 }))).toBe('300\u202fms');
    expect(evidenceWords(failing())).toBe('errors 3.1× baseline, limit 1.50× (14,400 requests)');
  });
});

import { describe, expect, it } from 'vitest';
import {
  boundWords,
  burstWords,
  edgeWords,
  evidenceEnds,
  expectedWords,
  explainGate,
  howItDecides,
  intervalWords,
  openWords,
  verdictClause,
} from './explain';
import type { GateEvaluation, GateEvidence } from './schema';

const evidence = (change: Partial<GateEvidence> = {}): GateEvidence => ({
  worse: 0,
  fine: 0.59,
  logWorse: -1.2,
  logFine: 1.77,
  needWorse: 3.69,
  needFine: 3,
  alpha: 0.025,
  spent: 1,
  dispersion: 1.04,
  edgeMs: null,
  ...change,
});
const gate = (change: Partial<GateEvaluation> = {}): GateEvaluation => ({
  name: 'errors',
  sli: 'error_rate',
  verdict: 'inconclusive',
  canary: 0.0047,
  baseline: 0.0043,
  effect: 1.1,
  bound: 1.5,
  samples: { canary: 16_560, baseline: 538_200 },
  baselineKind: 'concurrent',
  method: 'sequential',
  methodWhy: 'by request and by bucket',
  compare: 'baseline',
  interval: { lower: 0.73, upper: 1.56 },
  evidence: evidence(),
  expected: { verdict: 'pass', seconds: 360 },
  satisfied: true,
  critical: true,
  onFail: 'rollback',
  failures: 0,
  failureLimit: 0,
  why: '1.1× baseline, limit 1.5×',
  evaluatedAt: null,
  ...change,
});
const plain = (text: string | null): string | undefined => text?.replaceAll('\u202f', ' ');
const failing = gate({
  verdict: 'fail',
  satisfied: false,
  effect: 3.1,
  interval: { lower: 2.3, upper: 4.2 },
  evidence: evidence({ worse: 1, fine: 0, logWorse: 5 }),
  expected: null,
});

describe('what a gate says of its evidence', () => {
  it('names both bounds, and the one the verdict hangs on', () => {
    expect(intervalWords(gate())).toBe('0.73 – 1.56×');
    expect(intervalWords(gate({ interval: { lower: 2.3, upper: null } }))).toBe('≥ 2.3×');
    expect(intervalWords(gate({ interval: { lower: 0.001, upper: null } }))).toBeNull();
    expect(boundWords(gate())).toBe('≤ 1.56×');
    expect(boundWords(failing)).toBe('≥ 2.3×');
    expect(boundWords(gate({ interval: null }))).toBeNull();
  });

  it('does not call 0 % of anything proven, where it is expected to fail on nothing yet', () => {
    const bare = gate({ evidence: evidence({ worse: 0, fine: 0 }), expected: { verdict: 'fail', seconds: 780 } });
    expect(plain(verdictClause(bare))).toBe('no evidence yet, about 13 min more');
    expect(plain(openWords(bare))).toBe('errors have 0 % of the evidence needed, about 13 min more');
  });

  it('says how much is there, and how long the rest takes', () => {
    const ends = evidenceEnds(gate());
    expect([plain(ends?.worse ?? null), plain(ends?.fine ?? null)]).toEqual(['worse 0 %', 'fine 59 %']);
    expect(expectedWords(gate())).toBe('about 6 min more');
    expect(plain(openWords(gate()))).toBe('errors have 59 % of the evidence needed, about 6 min more');
    expect(plain(openWords(gate({ sli: 'latency_p95', expected: null })))).toBe(
      'latency p95 has 59 % of the evidence needed, too little traffic to say how long',
    );
    const worse = gate({
      evidence: evidence({ worse: 0.3, fine: 0 }),
      expected: { verdict: 'fail', seconds: 20 },
    });
    expect(plain(openWords(worse))).toBe('errors are 30 % proven worse, about 20 s more');
    expect(openWords(gate({ evidence: null, why: 'not judged before 15s' }))).toBe('errors: not judged before 15s');
    expect(expectedWords(failing)).toBeNull();
  });

  it('puts a verdict into few words', () => {
    expect(verdictClause(gate())).toBe('the bound is above the limit, about 6 min more');
    expect(verdictClause(failing)).toBe('proven worse');
    expect(verdictClause(gate({ verdict: 'pass' }))).toBe('proven no worse');
    expect(verdictClause(gate({ verdict: 'no_data', why: 'no samples' }))).toBe('no samples');
  });

  it('names the edge of a latency gate and a burst', () => {
    expect(edgeWords(gate())).toBeNull();
    expect(edgeWords(gate({ sli: 'latency_p95', evidence: evidence({ edgeMs: 250 }) }))).toBe('above 250 ms');
    expect(burstWords(3.21, Date.parse('2026-11-19T14:12:00Z'))).toBe(
      'Counts come in bursts (dispersion 3.2): judging by bucket since 14:12:00.',
    );
  });
});

describe('a decision explained', () => {
  it('carries samples, effect, bounds, evidence, chance of error, dispersion, method and expected time', () => {
    const text = explainGate(gate()).map(plain).join('\n');
    expect(text).toContain('Samples: 16,560 canary, 538,200 baseline.');
    expect(text).toContain('Effect 1.1×; however often one looks it lies between 0.73× and 1.56×.');
    expect(text).toContain(
      'Evidence for worse: e^-1.20 of e^3.69 needed, 0 % on the log scale; for fine: e^1.77 of e^3.00',
    );
    expect(text).toContain('allowed to this gate over all looks: 2.5 %');
    expect(text).toContain('Dispersion 1.04');
    expect(text).toContain('Method: sequential, by request and by bucket.');
    expect(text).toContain('it would pass in about 6 min');
    expect(text).toContain('lets the release on');
  });

  it('says what a recorded baseline cannot prove, and a broken split', () => {
    const text = explainGate(
      gate({ baselineKind: 'recorded', split: 'the canary gets 12 % of 900 requests, not the commanded 10 %' }),
    ).join('\n');
    expect(text).toContain('never be proven');
    expect(text).toContain('The canary gets 12 %');
  });

  it('puts every method into plain words', () => {
    expect(howItDecides(gate()).join(' ')).toContain('looking every second costs nothing');
    expect(howItDecides(gate({ sli: 'latency_p95', evidence: evidence({ edgeMs: 250 }) }))[0]).toContain(
      'above 250 ms',
    );
    expect(howItDecides(gate({ methodWhy: 'by means, always valid from a burn-in on' }))[0]).toContain('means');
    for (const method of ['threshold', 'mann-whitney']) expect(howItDecides(gate({ method }))).toHaveLength(1);
  });
});

it('says of a chance too small to read only that it is small', () => {
  const told = explainGate({ ...failing, evidence: evidence({ spent: 1.69e-231 }) }).join(' ');
  expect(told).toContain('would look as bad in fewer than 0.01 % of releases');
});

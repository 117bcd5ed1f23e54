import { describe, expect, it } from 'vitest';
import { effectOfYes, moveWords } from '@/lib/releases/approval-turn';
import type { Release } from '@/lib/releases/schema';
import { shortArtifact, voidedWords } from './inbox';

const n = (text: string) => text.replaceAll('_', '\u202f');
const step = (ring: string, exposure: number, approvals = 0, approved = 0) => ({
  ring,
  exposure,
  hold: '10m',
  gates: 1,
  approvals,
  approved,
});
const release = (change: Partial<Release> = {}) =>
  ({
    createdBy: 'Ana',
    planVersion: 1,
    artifact: null,
    gates: [],
    steps: [step('early', 100), step('broad', 5, 1)],
    step: { index: 1, count: 2, ring: 'broad', exposure: 5, startedAt: null, holdEndsAt: null },
    exposure: { desired: 100, observed: 100, generation: 1, confirmedAt: null },
    ...change,
  }) satisfies Partial<Release>;
describe('the approvals inbox', () => {
  it('says from where to where', () => {
    expect(moveWords(release())).toBe(n('early 100_% → broad 5_%'));
    const dark = { desired: 0, observed: 0, generation: 0, confirmedAt: null };
    expect(moveWords(release({ exposure: dark }))).toBe(n('nobody → broad 5_%'));
  });

  it.each([
    [1, 0, 'It moves at once'],
    [2, 1, 'It moves at once'],
    [2, 0, 'once 1 more approval is given'],
    [4, 1, 'once 2 more approvals are given'],
  ])('%d wanted, %d given: %s', (wanted, given, words) => {
    const steps = [step('early', 100), step('broad', 5, wanted, given)];
    const approval = { kind: 'approval' as const, detail: 'asked', since: '2026-11-19T14:20:00Z' };
    expect(effectOfYes({ ...release(), version: '2.0.0', steps, blockers: [approval] })).toContain(words);
    const frozen = { ...approval, kind: 'freeze' as const };
    expect(effectOfYes({ ...release(), version: '2.0.0', steps, blockers: [approval, frozen] })).toContain(
      'held by more',
    );
  });

  it('names whose approval of this step was voided, and of what', () => {
    const given = { step: 1, person: 'ana', name: 'Ana', at: '2026-11-19T14:20:00Z', was: 'step 2 of standard@6' };
    const voided = [given, { ...given, step: 0, name: 'Ben' }];
    expect(voidedWords({ ...release(), voided })).toEqual([
      'Ana had approved step 2 of standard@6. It was changed since, so that counts no more.',
    ]);
  });

  it.each([
    ['registry.example.com/shop/payments:1.20.0', 'payments:1.20.0'],
    ['registry/payments@sha256:0123456789abcdef', 'sha256:01234567…'],
  ])('%s is %s', (artifact, short) => expect(shortArtifact(artifact)).toBe(short));
});

import { describe, expect, it } from 'vitest';
import { moveWords } from '@/lib/releases/approval-turn';
import type { Release } from '@/lib/releases/schema';
import { seenOf, shortArtifact } from './inbox';

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
    ['registry.example.com/shop/payments:1.20.0', 'payments:1.20.0'],
    ['registry/payments@sha256:0123456789abcdef', 'sha256:01234567…'],
  ])('%s is %s', (artifact, short) => expect(shortArtifact(artifact)).toBe(short));

  it('must be looked at again when a plan or an artefact changed', () =>
    expect(seenOf(release({ artifact: 'sha256:2' }))).not.toBe(seenOf(release())));
});

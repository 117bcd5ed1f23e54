import { describe, expect, it } from 'vitest';
import { BLOCKER, BLOCKER_ORDER, type ReleaseStatus, STATUS, statusVariant, type Verdict } from './vocabulary';

const STATUSES: ReleaseStatus[] = [
  'pending',
  'awaiting_approval',
  'applying',
  'holding',
  'paused',
  'rolling_back',
  'rolled_back',
  'completed',
  'cancelled',
  'superseded',
  'rollback_failed',
];
const VERDICTS: (Verdict | null)[] = ['pass', 'fail', 'inconclusive', 'no_data', null];

describe('status vocabulary', () => {
  it('has a presentation for every status under every verdict', () => {
    for (const status of STATUSES) {
      for (const verdict of VERDICTS) {
        for (const extended of [false, true]) {
          expect(STATUS[statusVariant({ status, verdict, extended })].word).not.toBe('');
        }
      }
    }
  });

  it.each([
    [{ status: 'holding', verdict: 'pass' }, 'Holding'],
    [{ status: 'holding', verdict: 'inconclusive', extended: true }, 'Holding, extended'],
    [{ status: 'holding', verdict: 'fail' }, 'Holding, 1 failing'],
    [{ status: 'paused', verdict: 'fail' }, 'Paused, failing'],
    [{ status: 'paused', verdict: 'inconclusive', extended: true }, 'Paused, unproven'],
    [{ status: 'paused', verdict: 'inconclusive' }, 'Paused'],
    [{ status: 'applying', verdict: 'fail' }, 'Moving'],
  ] as const)('%o reads "%s"', (facts, word) => expect(STATUS[statusVariant(facts)].word).toBe(word));

  it('tells the six tones apart by form alone', () => {
    const forms = new Map<string, Set<string>>();
    for (const { tone, form } of Object.values(STATUS)) forms.set(form, (forms.get(form) ?? new Set()).add(tone));
    expect([...(forms.get('solid') ?? [])]).toEqual(['failing']);
    expect([...(forms.get('tinted') ?? [])]).toEqual(['needs']);
    expect([...(forms.get('dashed') ?? [])]).toEqual(['unknown']);
    expect([...(forms.get('bold') ?? [])]).toEqual(['done']);
  });

  it('names every blocker exactly once', () => {
    expect([...BLOCKER_ORDER].sort()).toEqual(Object.keys(BLOCKER).sort());
  });
});

import { describe, expect, it } from 'vitest';
import { VERDICTS } from '@/lib/gates/schema';
import { BLOCKER_KINDS, STATUSES } from '@/lib/releases/status';
import { BLOCKER, STATUS, statusVariant } from './vocabulary';

describe('status vocabulary', () => {
  it('has a presentation for every status under every verdict', () => {
    for (const status of STATUSES) {
      for (const verdict of [...VERDICTS, null]) {
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
    expect([...BLOCKER_KINDS].sort()).toEqual(Object.keys(BLOCKER).sort());
  });
});

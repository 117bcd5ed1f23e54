import { expect, it } from 'vitest';
import { failing, gate, NOW, release } from '@/components/releases/testing/release';
import { extraFailuresPerMinute } from '@/lib/releases/extra-failures';
import { harmSentences, onCallSentence } from './harm';

const hurting = release({ gates: [failing()] });

it('says how often a request fails and how many more fail a minute', () => {
  expect(harmSentences(hurting)).toEqual([
    '1 in 67 requests fails (1 in 208 before).',
    'About 48 more failures a minute than with 2.4.0.',
  ]);
  expect(Math.round(extraFailuresPerMinute(hurting) ?? 0)).toBe(48);
});

it('counts failures a minute over the time its requests came in, also while the hold stands still', () => {
  const at = (minutes: number) => {
    const since = new Date(NOW - minutes * 60_000).toISOString();
    const samples = { canary: 1000 * minutes, baseline: 9000 * minutes };
    return release({
      status: 'paused',
      hold: { totalMs: 300_000, elapsedMs: 60_000, extendedMs: 0, atMostMs: 0, running: false },
      gates: [{ ...failing(), canary: 0.02, baseline: 0.01, samples, since }],
    });
  };
  for (const minutes of [1, 3, 30]) expect(extraFailuresPerMinute(at(minutes))).toBeCloseTo(10);
});

it('speaks of latency in milliseconds', () => {
  const slow = gate({
    name: 'p95',
    sli: 'latency_p95',
    verdict: 'fail',
    canary: 412,
    baseline: 140,
    effect: 2.94,
    bound: 1.2,
  });
  expect(harmSentences(release({ gates: [slow] }))[0]).toBe('Latency p95 412\u202fms (140\u202fms before).');
});

it('does not call unproven what is unproven', () => {
  const open = gate({ verdict: 'inconclusive', canary: 0, baseline: 0.0083, samples: { canary: 185, baseline: 4000 } });
  expect(harmSentences(release({ gates: [open] }))).toEqual([
    '0\u202f% of 185 requests failed (0.83\u202f% before): not proven worse.',
  ]);
});

it('does not invent a number', () => {
  expect(harmSentences(release({ gates: [] }))).toEqual(['How many users of 2.4.1 it hurts is not measured.']);
});

it.each([
  [0, 14, 'No release is hurting users.'],
  [1, 1, '1 release hurts users; nothing else is in flight.'],
  [2, 14, '2 releases hurt users, the other 12 in flight do not.'],
  [1, 2, '1 release hurts users, the other one in flight does not.'],
])('%i of %i', (hurt, flying, words) => expect(onCallSentence(hurt, flying)).toBe(words));

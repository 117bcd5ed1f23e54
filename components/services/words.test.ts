import { describe, expect, it } from 'vitest';
import { lastKnownGood, providerWords, telemetryWords } from './words';

const NOW = Date.parse('2026-01-02T03:04:05Z');
const ago = (s: number) => new Date(NOW - s * 1_000).toISOString();
const pull = (change: { lastSeen: string; refusedAt: string | null; refusedReason: string | null }) => ({
  source: 'prometheus:abc',
  newestAt: null,
  skewMs: null,
  refused: change.refusedAt ? 3 : 0,
  ...change,
});
const away = { refusedAt: ago(5), refusedReason: 'Prometheus cannot be asked: no answer in time' };

describe('how Rampart sees a service that Prometheus measures', () => {
  it.each([
    ['never asked', [], [], 'unknown', /asked while a release is out/],
    ['away', [pull({ lastSeen: ago(5), ...away })], [], 'wrong', /^Prometheus cannot be asked: no answer in time$/],
    ['just gone', [pull({ lastSeen: ago(5), ...away })], [{ version: '1', newestAt: ago(40) }], 'wrong', /no answer/],
    ['back again', [pull({ lastSeen: ago(1), ...away })], [{ version: '1', newestAt: ago(40) }], 'good', /sees 1/],
    ['back, and nothing is out', [pull({ lastSeen: ago(1), ...away })], [], 'unknown', /while a release is out/],
  ] as const)('%s', (_name, sources, versions, state, words) => {
    const told = telemetryWords({ kind: 'prometheus' }, { sources: [...sources], versions: [...versions] }, NOW);
    expect(told).toMatchObject({ state, words: expect.stringMatching(words) });
  });

  it('and one that sends by itself: what is refused, and silence', () => {
    const refused = { ...pull({ lastSeen: ago(1), refusedAt: ago(1), refusedReason: 'too old' }), source: 'pod-1' };
    expect(telemetryWords({ kind: 'push' }, { sources: [refused], versions: [] }, NOW).words).toBe(
      'refuses what pod-1 sends: too old',
    );
    expect(telemetryWords({ kind: 'push' }, { sources: [], versions: [] }, NOW).words).toBe('nothing comes in');
  });
});

describe('whether a provider says what users see', () => {
  const health = (answered: { at: string; exposure: number | null } | null) => ({
    confirm: { count: answered ? 1 : 0, medianMs: answered ? 2_000 : null, slowestMs: null },
    answered,
  });
  const told = (change: { statusUrl?: string; readAt?: string }, answered: Parameters<typeof health>[0]) => {
    const provider = {
      kind: 'webhook' as const,
      url: 'http://p/',
      rings: false,
      ...(change.statusUrl ? { statusUrl: change.statusUrl } : {}),
    };
    const observed = { exposure: null, generation: null, at: change.readAt ?? null, error: null, errorSince: null };
    return providerWords({ provider, observed }, health(answered), NOW);
  };
  const statusUrl = 'http://p/status';
  it.each([
    [
      'in its answers',
      {},
      { at: ago(30), exposure: 25 },
      'good',
      /^answered 25\u202f% to its last command, 30.s ago, median confirm 2.s/,
    ],
    ['in none of them', {}, { at: ago(30), exposure: null }, 'unknown', /^does not say .*observedExposure/],
    ['not yet asked', {}, null, 'unknown', /^was never commanded/],
    ['when asked', { statusUrl, readAt: ago(40) }, { at: ago(30), exposure: null }, 'good', /^read back 40.s ago/],
    ['not asked yet', { statusUrl }, null, 'unknown', /begins with its first release/],
  ] as const)('%s', (_, change, answered, state, words) =>
    expect(told(change, answered)).toMatchObject({ state, words: expect.stringMatching(words) }),
  );
});

it('names the version that a first release was announced to replace as the way back', () => {
  expect(lastKnownGood('2.4.0', ago(60), NOW, '2.3.9')).toBe('Last known good: 2.4.0, full since 2 Jan.');
  expect(lastKnownGood(null, null, NOW, '1.19.0')).toContain('Last known good: 1.19.0, as announced');
  expect(lastKnownGood(null, null, NOW)).toContain('No known good version');
});

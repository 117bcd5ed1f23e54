import { describe, expect, it } from 'vitest';
import {
  applyCommand,
  type ExposureCommand,
  initialRouting,
  observedExposure,
  ringOf,
  Splitter,
  settledVersion,
  shareOf,
} from './weights';

const at = '2026-11-21T00:00:00.000Z';
const RINGS = ['internal', 'early', 'broad'];

const command = (change: Partial<ExposureCommand>): ExposureCommand => ({
  command: 'c',
  service: 's',
  version: '2.0.0',
  baselineVersion: '1.0.0',
  generation: 1,
  action: 'start',
  mechanism: 'canary',
  ring: 'internal',
  exposure: 5,
  targets: [],
  ...change,
});

describe('splitter', () => {
  it.each([0, 1, 250, 1_234, 5_000, 9_999, 10_000])('gives %i hundredths of a percent exactly', (share) => {
    const splitter = new Splitter(0.3);
    const n = 100_000;
    let canary = 0;
    for (let i = 0; i < n; i += 1) if (splitter.next(share)) canary += 1;
    expect(Math.abs(canary - (share / 10_000) * n)).toBeLessThanOrEqual(3);
  });
});

describe('routing', () => {
  it('follows a release to the end and takes its version as the next baseline', () => {
    const start = initialRouting('1.0.0', at);
    expect(settledVersion(start)).toBe('1.0.0');
    const canary = applyCommand(start, command({ exposure: 12.34 }), [], at);
    expect(shareOf(canary, '')).toBe(1_234);
    expect(settledVersion(canary)).toBe('1.0.0');
    const full = applyCommand(canary, command({ exposure: 100, generation: 2 }), [], at);
    expect(settledVersion(full)).toBe('2.0.0');
    const next = applyCommand(full, command({ version: '3.0.0', baselineVersion: null, generation: 3 }), [], at);
    expect(next.stable).toBe('2.0.0');
  });

  it('goes back to the baseline on rollback, also after completion', () => {
    const full = applyCommand(initialRouting('1.0.0', at), command({ exposure: 100 }), [], at);
    const back = applyCommand(full, command({ exposure: 0, action: 'rollback', baselineVersion: null }), [], at);
    expect([back.stable, shareOf(back, ''), settledVersion(back)]).toEqual(['1.0.0', 0, '1.0.0']);
  });

  it('routes every ring by its own target and reports the ring of the command', () => {
    const targets = [
      { ring: 'internal', exposure: 100 },
      { ring: 'early', exposure: 10 },
    ];
    const one = applyCommand(
      initialRouting('1.0.0', at),
      command({ mechanism: 'ring', ring: 'early', exposure: 10, targets }),
      RINGS,
      at,
    );
    expect(RINGS.map((ring) => shareOf(one, ring))).toEqual([10_000, 1_000, 0]);
    expect(observedExposure(one)).toBe(10);
    expect(settledVersion(one)).toBe('1.0.0');
  });
});

it('puts users into rings by their shares, always the same', () => {
  const rings = [
    { name: 'internal', share: 10 },
    { name: 'early', share: 30 },
    { name: 'broad', share: 60 },
  ];
  const counts: Record<string, number> = {};
  for (let i = 0; i < 20_000; i += 1) counts[ringOf(`u${i}`, rings)] = (counts[ringOf(`u${i}`, rings)] ?? 0) + 1;
  expect((counts.internal ?? 0) / 20_000).toBeCloseTo(0.1, 1);
  expect((counts.early ?? 0) / 20_000).toBeCloseTo(0.3, 1);
  expect(ringOf('u1', rings)).toBe(ringOf('u1', rings));
});

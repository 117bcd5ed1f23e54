import { describe, expect, it } from 'vitest';
import { extraErrorRateOf } from './profile';

const ROUTES = [{ share: 7 }, { share: 3, fragile: true as const }];
const of = (severity: 'low' | 'medium' | 'high') =>
  ROUTES.map((route) => extraErrorRateOf({ kind: 'errors', severity }, route, ROUTES));

describe('where a faulty version fails', () => {
  it.each([
    ['low', [0, 0.04 / 0.3]],
    ['medium', [0, 0.1 / 0.3]],
    ['high', [0, 1]],
  ] as const)('%s: only on the fragile route, as bad for the whole service as said', (severity, [calm, bad]) => {
    expect(of(severity)[0]).toBe(calm);
    expect(of(severity)[1]).toBeCloseTo(bad);
  });

  it('is everywhere where no route is fragile', () => {
    expect(extraErrorRateOf({ kind: 'errors', severity: 'low' }, { share: 1 }, [{ share: 1 }])).toBe(0.04);
    expect(extraErrorRateOf({ kind: 'latency', severity: 'low' }, { share: 3, fragile: true }, ROUTES)).toBe(0);
  });
});

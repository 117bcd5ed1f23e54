import { evaluateMannWhitney } from '@/lib/judge/rivals/mann-whitney/gate';
import { POINT_MS, type Point, readingsOf } from '@/lib/judge/rivals/mann-whitney/points';
import { specOfGate } from '@/lib/judge/rivals/mann-whitney/spec';
import { firstMinute, type Judge, type Showing } from './judge';

/** Kayenta's own defaults (NetflixACAJudge-v1.0); only a rise counts. */
const SPEC = specOfGate({ direction: 'lower_is_better', maxIncrease: 0, critical: true });

const point = (at: number, canary: number | null, baseline: number | null): Point => [
  at,
  canary ?? 0,
  canary === null ? 0 : 1,
  baseline ?? 0,
  baseline === null ? 0 : 1,
];

/** Whether the baseline's mean is the higher one: a rise then cannot be found (effect size), and need not be looked for. */
function baselineIsHigher(points: readonly Point[]): boolean {
  const { canary, baseline } = readingsOf(points);
  const mean = (values: readonly (number | null)[]): number => {
    const there = values.filter((value) => value !== null);
    return there.reduce((sum, value) => sum + value, 0) / there.length;
  };
  const [ofCanary, ofBaseline] = [mean(canary), mean(baseline)];
  return ofCanary > 0 && ofCanary < ofBaseline * (1 - 1e-9);
}

function kayenta(name: string, when: string, isDue: (minute: number, { trace }: Showing) => boolean): Judge {
  return {
    name,
    settings: `Mann-Whitney on all one-minute points so far (error rate in percent, or p99 in ms), ${when}; confidence ${SPEC.confidence}, tolerance ${SPEC.tolerance}, direction ${SPEC.direction}, allowedIncrease ${SPEC.effect.allowedIncrease} (${SPEC.effect.measure}), nanStrategy ${SPEC.nanStrategy}, outliers ${SPEC.outliers}, critical`,
    isSlow: true,
    otherwise: 'fine',
    stop: (showing) => {
      const points: Point[] = [];
      return firstMinute(showing.minutes, ({ canary, baseline }, index) => {
        points.push(point(index * POINT_MS, canary, baseline));
        if (!isDue(index + 1, showing) || baselineIsHigher(points)) return false;
        return evaluateMannWhitney(points, SPEC).verdict === 'fail';
      });
    },
  };
}

export const kayentaEachMinute = kayenta('Kayenta, each min', 'each minute', () => true);
export const kayentaEach10 = kayenta('Kayenta, each 10 min', 'every 10 minutes', (minute) => minute % 10 === 0);
export const kayentaOnce = kayenta(
  'Kayenta, once',
  'once, at the end',
  (minute, { trace }) => minute === trace.minutes,
);

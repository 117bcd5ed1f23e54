import { chebyshevNodes, chebyshevSum, coefficientMatrix, multiply } from '../math/chebyshev';
import type { Look } from './sums';

/** Nodes that hold the log-likelihood of the ratio over [r0/100, 100·r0]; error about 1e-10 per event. */
export const BAND_SIZE = 32;

const REACH = Math.log(100);
const NODES = chebyshevNodes(BAND_SIZE, -REACH, REACH);
const GROWTH = NODES.map((l) => Math.expm1(l));
const TO_COEFFICIENTS = coefficientMatrix(BAND_SIZE);

/** Band of the ratio. `upper` is null while nothing bounds it (beyond 100·r0); `lower` is then or otherwise ≥ 0. */
export type Band = { lower: number; upper: number | null };

/** Adds the log-likelihood (relative to r0) of one look of the fail side, in place; `sign` −1 takes it out again. */
export function addLookToBand(band: Float64Array, { up, total, theta }: Look, sign = 1): void {
  for (let i = 0; i < BAND_SIZE; i++) {
    const ratio = up * (NODES[i] as number) - total * Math.log(1 + theta * (GROWTH[i] as number));
    band[i] = (band[i] as number) + sign * ratio;
  }
}

/** The band's sums with one look more (pure). */
export function addToBand(band: readonly number[], look: Look): number[] {
  const next = new Float64Array(band);
  addLookToBand(next, look);
  return Array.from(next);
}

const coefficients = new Float64Array(BAND_SIZE);

/** Top of a concave function on [−REACH, REACH], to about 1e-4 of its width, by golden section. */
function topOf(f: (l: number) => number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [from, to] = [-REACH, REACH];
  let [a, b] = [to - golden * (to - from), from + golden * (to - from)];
  let [fa, fb] = [f(a), f(b)];
  for (let i = 0; i < 24; i++) {
    if (fa < fb) {
      [from, a, fa] = [a, b, fb];
      b = from + golden * (to - from);
      fb = f(b);
    } else {
      [to, b, fb] = [b, a, fa];
      a = to - golden * (to - from);
      fa = f(a);
    }
  }
  return (from + to) / 2;
}

/** ln ∫ e^g around its top: trapezoids outward until the rest is nothing. */
function logIntegral(g: (l: number) => number, top: number, step: number): number {
  const peak = g(top);
  let sum = 1;
  for (const direction of [-step, step]) {
    for (let i = 1; i < 200; i++) {
      const l = top + i * direction;
      if (Math.abs(l) > REACH) break;
      const term = Math.exp(g(l) - peak);
      sum += term;
      if (term < 1e-9) break;
    }
  }
  return peak + Math.log(sum * step);
}

/** Where concave f crosses `level` between `inside` (f above) and `outside` (f below), by the Illinois rule. */
function crossing(f: (l: number) => number, level: number, inside: number, outside: number): number {
  let [a, b] = [inside, outside];
  let [fa, fb] = [f(a) - level, f(b) - level];
  for (let i = 0; i < 60 && Math.abs(b - a) > 1e-6; i++) {
    const l = (a * fb - b * fa) / (fb - fa);
    const value = f(l) - level;
    if (Math.abs(value) < 1e-6) return l;
    if (value > 0) {
      [a, fa] = [l, value];
      fb /= 2;
    } else {
      [b, fb] = [l, value];
      fa /= 2;
    }
  }
  return (a + b) / 2;
}

/**
 * Always-valid band of the ratio at level 1 − α. The null "the ratio is r" is tested by the mixture of all ratios,
 * ln r ~ N(0, 1) fixed beforehand, conditional per slot as the process itself: E(r) = ∫ L(s)π(s) ds / L(r); the band
 * is {r: E(r) < 1/α} (Ville). A `spread` above 1 divides the log-likelihood (quasi-likelihood): where events cluster
 * the band is then an approximation to draw; the verdict rests on the bets.
 */
export function bandOf(sums: Float64Array, r0: number, alpha: number, spread: number): Band | null {
  multiply(TO_COEFFICIENTS, sums, coefficients);
  const scale = 1 / spread;
  const logLikelihood = (l: number) => scale * chebyshevSum(coefficients, l / REACH);
  const logOffset = Math.log(r0);
  const posterior = (l: number) => logLikelihood(l) - 0.5 * (l + logOffset) ** 2;
  const top = topOf(posterior);
  const curvature = (2 * posterior(top) - posterior(top - 1e-2) - posterior(top + 1e-2)) / 1e-4;
  const step = 0.5 / Math.sqrt(Math.max(1, curvature));
  const level = logIntegral(posterior, top, step) - 0.5 * Math.log(2 * Math.PI) + Math.log(alpha);
  if (!(logLikelihood(top) > level)) return null;
  const lower = logLikelihood(-REACH) > level ? 0 : r0 * Math.exp(crossing(logLikelihood, level, top, -REACH));
  const upper = logLikelihood(REACH) > level ? null : r0 * Math.exp(crossing(logLikelihood, level, top, REACH));
  return { lower, upper };
}

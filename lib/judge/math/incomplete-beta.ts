import { logBeta } from './log-beta';
import { STIRLING_FROM, stirlingCorrection } from './log-gamma';
import { log1mExp } from './log-sum-exp';

const TINY = 1e-300;
const MAX_TERMS = 100_000;

/** ln(1 + u) − u without cancellation for small u. */
function log1pMinus(u: number): number {
  if (Math.abs(u) > 0.1) return Math.log1p(u) - u;
  let sum = 0;
  for (let k = 18; k >= 2; k--) sum = sum * u + (k % 2 === 0 ? -1 : 1) / k;
  return sum * u * u;
}

/** ln [x^a (1 − x)^b / B(a, b)]. Around the mode of large a and b the logs cancel: sum their deviances instead. */
function logPrefactor(x: number, a: number, b: number): number {
  if (Math.min(a, b) < STIRLING_FROM) return a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b);
  const sum = a + b;
  const excess = x * sum - a;
  const deviance = a * log1pMinus(excess / a) + b * log1pMinus(-excess / b);
  const correction = stirlingCorrection(sum) - stirlingCorrection(a) - stirlingCorrection(b);
  return deviance + correction + 0.5 * Math.log((a / sum) * (b / (2 * Math.PI)));
}

/** The continued fraction of DLMF 8.17.22 by the modified Lentz method; converges fast for x < (a + 1)/(a + b + 2). */
function continuedFraction(x: number, a: number, b: number): number {
  const guard = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m <= MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return h;
}

/**
 * Natural logs of the regularised incomplete beta function and of its complement: `{ lower: ln I_x(a, b), upper:
 * ln(1 − I_x(a, b)) }` for 0 ≤ x ≤ 1 and a, b > 0. Exact far out in both tails, where the plain values underflow.
 */
export function logIncompleteBeta(x: number, a: number, b: number): { lower: number; upper: number } {
  if (!(x >= 0 && x <= 1 && a > 0 && b > 0)) return { lower: Number.NaN, upper: Number.NaN };
  if (x === 0) return { lower: Number.NEGATIVE_INFINITY, upper: 0 };
  if (x === 1) return { lower: 0, upper: Number.NEGATIVE_INFINITY };
  const front = logPrefactor(x, a, b);
  if (x < (a + 1) / (a + b + 2)) {
    const lower = Math.min(0, front + Math.log(continuedFraction(x, a, b) / a));
    return { lower, upper: log1mExp(lower) };
  }
  const upper = Math.min(0, front + Math.log(continuedFraction(1 - x, b, a) / b));
  return { lower: log1mExp(upper), upper };
}

/** I_x(a, b), the distribution function of Beta(a, b) at x. */
export const incompleteBeta = (x: number, a: number, b: number): number => Math.exp(logIncompleteBeta(x, a, b).lower);

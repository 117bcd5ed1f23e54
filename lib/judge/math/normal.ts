const LOG_SQRT_TWO_PI = 0.9189385332046728;
const SQRT_TWO_PI = 2.5066282746310007;

/** Beyond this |z| the tail is taken from its continued fraction, below from the series of the centre. */
const TAIL_FROM = 2;

/** Standard normal density. */
export const normalDensity = (z: number): number => Math.exp(-0.5 * z * z) / SQRT_TWO_PI;

/** Φ(z) − ½ for moderate z: φ(z) Σ z^(2k+1)/(2k+1)!!, all terms of one sign (DLMF 7.6.2). */
function centre(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > 1e-18 * Math.abs(sum); k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return normalDensity(z) * sum;
}

/** Mills' ratio (1 − Φ(z))/φ(z) for z ≥ 2 by Laplace's continued fraction 1/(z + 1/(z + 2/(z + …))) (DLMF 7.9.3). */
function millsRatio(z: number): number {
  const terms = Math.ceil(20 + 700 / (z * z));
  let tail = z;
  for (let k = terms; k >= 1; k--) tail = z + k / tail;
  return 1 / tail;
}

/** 1 − Φ(z): relative error ≤ 1e-13 as far out as doubles reach. */
export function normalUpperTail(z: number): number {
  if (z > TAIL_FROM) return normalDensity(z) * millsRatio(z);
  return z < -TAIL_FROM ? 1 - normalUpperTail(-z) : 0.5 - centre(z);
}

/** Φ(z), the standard normal distribution function. */
export const normalCdf = (z: number): number => normalUpperTail(-z);

/** ln(1 − Φ(z)), also where the tail itself underflows. */
export function logNormalUpperTail(z: number): number {
  if (z > TAIL_FROM) return -0.5 * z * z - LOG_SQRT_TWO_PI + Math.log(millsRatio(z));
  return z < 0 ? Math.log1p(-normalUpperTail(-z)) : Math.log(normalUpperTail(z));
}

/** z with 1 − Φ(z) = e^logP, for logP ≤ ln ½: Newton on the concave log tail, which cannot overshoot twice. */
function fromLogTail(logP: number): number {
  let z = Math.sqrt(-2 * logP);
  for (let i = 0; i < 60; i++) {
    const logTail = logNormalUpperTail(z);
    const slope = Math.exp(-0.5 * z * z - LOG_SQRT_TWO_PI - logTail);
    const step = (logTail - logP) / slope;
    z += step;
    if (Math.abs(step) <= 1e-15 * Math.abs(z)) break;
  }
  return z;
}

/** z with Φ(z) = p for 0 < p < 1 (±∞ at the ends, NaN outside). */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0 || p === 1) return p === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (p < 0.1) return -fromLogTail(Math.log(p));
  if (p > 0.9) return fromLogTail(Math.log1p(-p));
  const target = p - 0.5;
  let z = target * SQRT_TWO_PI;
  for (let i = 0; i < 60; i++) {
    const step = (target - centre(z)) / normalDensity(z);
    z += step;
    if (Math.abs(step) <= 1e-16 * Math.abs(z)) break;
  }
  return z;
}

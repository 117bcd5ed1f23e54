import { logGamma, STIRLING_FROM, stirlingCorrection } from './log-gamma';

const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b) for a, b > 0. For large arguments the three terms cancel, so their
 * Stirling expansions are subtracted by hand (Didonato & Morris 1992, TOMS 708, BETALN).
 */
export function logBeta(a: number, b: number): number {
  const p = Math.min(a, b);
  const q = Math.max(a, b);
  if (!(p > 0)) return Number.NaN;
  if (q < STIRLING_FROM) return logGamma(p) + logGamma(q) - logGamma(p + q);
  const sum = p + q;
  if (p < STIRLING_FROM) {
    const correction = stirlingCorrection(q) - stirlingCorrection(sum);
    return logGamma(p) + correction + p - p * Math.log(sum) + (q - 0.5) * Math.log1p(-p / sum);
  }
  const correction = stirlingCorrection(p) + stirlingCorrection(q) - stirlingCorrection(sum);
  return HALF_LOG_TWO_PI - 0.5 * Math.log(q) + correction + (p - 0.5) * Math.log(p / sum) + q * Math.log1p(-p / sum);
}

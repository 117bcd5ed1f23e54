import { DEFAULT_N_STAR, type MeanMargin, MIN_BURN_IN, MIN_EFFECTIVE } from '../mean/evidence';
import { tune } from '../mean/sequence';
import { SLOT_MS } from '../slot';
import { curveOf } from './crossing';
import { type Curve, NEVER } from './curve';

/** What a metric has been, and how many observations a second each arm will have. */
export type MeanTraffic = {
  canaryPerSecond: number;
  /** Null where the canary is held against a limit or a record. */
  baselinePerSecond: number | null;
  mean: number;
  /** Of one observation. */
  variance: number;
};

export type MeanQuestion = MeanTraffic & {
  margin: MeanMargin;
  lowerIsBetter: boolean;
  /** The canary's mean as a factor of the past one; 1 is a healthy canary. */
  factor: number;
  side: 'worse' | 'fine';
  /** The level the sequence is tuned for, and the log evidence it must reach. */
  level: number;
  need: number;
  minSamples: number;
};

/** From so many observations on a skewed metric is judged whatever its effective count. */
const ENOUGH = 10_000;

/**
 * Chance over time that the asymptotic sequence of a mean has reached `need`. The sum of the contrast is a walk with drift d
 * and variance s² per observation; the sequence says `need` at d*(n) = √(2 s²(nρ²+1) ln(1 + √(nρ²+1)e^need/2))/(nρ).
 */
export function meanCurve(question: MeanQuestion): Curve {
  const { canaryPerSecond, baselinePerSecond, need, side } = question;
  const perSecond = canaryPerSecond + (baselinePerSecond ?? 0);
  const { worse, s2 } = contrast(question, perSecond);
  if (!(perSecond > 0) || !(canaryPerSecond > 0) || !(s2 > 0)) return NEVER;
  const drift = side === 'worse' ? worse : -worse;
  const rho = tune(question.level, DEFAULT_N_STAR, 1);
  const slower = Math.min(canaryPerSecond, baselinePerSecond ?? canaryPerSecond);
  const burnIn = (Math.max(MIN_BURN_IN, question.minSamples) / slower) * perSecond;
  return curveOf({
    secondsPerUnit: 1 / perSecond,
    looksPerUnit: Math.min(1, 1000 / (perSecond * SLOT_MS)),
    first: Math.min(burnIn, perSecond),
    silentUntil: Math.max(burnIn, enoughEvents(question)),
    distance: (n) => {
      const v = n * rho * rho + 1;
      const L = need > 700 ? need : Math.log1p(0.5 * Math.sqrt(v) * Math.exp(need));
      return Math.sqrt(2 * v * L) / rho - (n * drift) / Math.sqrt(s2);
    },
  });
}

/** Observations until the effective count (Σx)²/Σx² is enough; five times as many where a limit stands alone. */
function enoughEvents({ mean, variance, baselinePerSecond }: MeanQuestion): number {
  const each = (mean * mean) / (mean * mean + variance);
  return Math.min(ENOUGH, ((baselinePerSecond === null ? 5 : 1) * MIN_EFFECTIVE) / each);
}

/** Worsening beyond the margin, and n times its squared standard error; the smaller arm has the larger variance of the two. */
function contrast(question: MeanQuestion, perSecond: number): { worse: number; s2: number } {
  const { mean, variance, factor, margin, lowerIsBetter, canaryPerSecond, baselinePerSecond } = question;
  const canary = mean * factor;
  const spread = isBinary(mean, variance) ? canary * (1 - canary) : variance * factor * factor;
  const sign = lowerIsBetter ? 1 : -1;
  if (margin.kind === 'limit') return { worse: sign * (canary - margin.at), s2: spread };
  const r = margin.kind === 'relative' ? margin.r0 : 1;
  const shift = margin.kind === 'absolute' ? margin.by : 0;
  const worse = (lowerIsBetter ? canary - r * mean : mean - r * canary) - shift;
  const [onCanary, onBaseline] = lowerIsBetter ? [1, r * r] : [r * r, 1];
  if (baselinePerSecond === null) return { worse, s2: onCanary * spread };
  const larger = Math.max(spread, variance);
  const [c, b] = canaryPerSecond < baselinePerSecond ? [larger, variance] : [spread, larger];
  return { worse, s2: perSecond * ((onCanary * c) / canaryPerSecond + (onBaseline * b) / baselinePerSecond) };
}

/** A 0/1 metric: its variance follows from its mean. */
const isBinary = (mean: number, variance: number): boolean =>
  mean > 0 && mean < 1 && Math.abs(variance - mean * (1 - mean)) < 1e-3 * variance;

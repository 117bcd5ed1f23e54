import type { NanStrategy } from './clean';

/** What counts as a change for the worse: a rise of the metric, a fall, or both. */
export type Direction = 'either' | 'increase' | 'decrease';

/** Kayenta's configuration of one metric. Effect sizes are factors (mean ratio) or shares of pairs (cles). */
export type MannWhitneySpec = {
  /** Two-sided confidence of the interval of the shift. */
  confidence: number;
  /** The interval must lie this share of the estimated shift away from 0. */
  tolerance: number;
  direction: Direction;
  nanStrategy: NanStrategy;
  outliers: 'keep' | 'remove';
  outlierFactor: number;
  effect: {
    measure: 'meanRatio' | 'cles';
    /** A rise counts from this effect size on, a fall up to it. */
    allowedIncrease: number;
    allowedDecrease: number;
    /** The same for whether a critical metric fails the whole canary. */
    criticalIncrease: number;
    criticalDecrease: number;
  };
  /** Fails the whole canary alone. */
  critical: boolean;
  /** Missing data counts as a failed metric instead of being left out of the score. */
  mustHaveData: boolean;
};

type SpecChange = Partial<Omit<MannWhitneySpec, 'effect'>> & { effect?: Partial<MannWhitneySpec['effect']> };

/**
 * A spec with the defaults of NetflixACAJudge-v1.0 filled in
 * (https://github.com/spinnaker/kayenta/blob/master/kayenta-judge/src/main/scala/com/netflix/kayenta/judge/NetflixACAJudge.scala).
 */
export function mannWhitneySpec(change: SpecChange = {}): MannWhitneySpec {
  const even = change.effect?.measure === 'cles' ? 0.5 : 1;
  return {
    confidence: 0.98,
    tolerance: 0.25,
    direction: 'either',
    nanStrategy: 'remove',
    outliers: 'keep',
    outlierFactor: 3,
    critical: false,
    mustHaveData: false,
    ...change,
    effect: {
      measure: 'meanRatio',
      allowedIncrease: even,
      allowedDecrease: even,
      criticalIncrease: even,
      criticalDecrease: even,
      ...change.effect,
    },
  };
}

/** The spec of a Rampart gate: only the worse direction counts, and only from the tolerated worsening on. */
export function specOfGate(gate: {
  direction: 'lower_is_better' | 'higher_is_better';
  maxIncrease: number;
  critical: boolean;
}): MannWhitneySpec {
  return gate.direction === 'lower_is_better'
    ? mannWhitneySpec({
        direction: 'increase',
        critical: gate.critical,
        effect: { allowedIncrease: 1 + gate.maxIncrease },
      })
    : mannWhitneySpec({
        direction: 'decrease',
        critical: gate.critical,
        effect: { allowedDecrease: Math.max(0, 1 - gate.maxIncrease) },
      });
}

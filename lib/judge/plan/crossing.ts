import { normalUpperTail } from '../math/normal';
import { type Curve, HORIZON_S } from './curve';

/** Nobody has so much luck: standard deviations from the mean. */
export const OUT_OF_REACH = 9;

/** Siegmund's correction for looks that are steps apart: the level seems farther by 0.583 standard deviations of a step. */
const PER_STEP = 0.5826;

/** From one time to the next the grid grows by this factor. */
const RATIO = 1.15;

/**
 * Chance that a standard Brownian motion has crossed the boundary c by each of the times given: the integral equation
 * 1 − Φ(c(t)/√t) = ∫₀ᵗ [1 − Φ((c(t) − c(s))/√(t − s))] dF(s) (Durbin 1971; Park & Schuurmann 1976), solved step by step. For
 * a straight boundary it is the inverse Gaussian distribution (Wald). `boundary[i]` belongs to `times[i]`, which rise.
 */
export function crossedBy(times: readonly number[], boundary: readonly number[]): number[] {
  const steps: number[] = [];
  const chances: number[] = [];
  let reached = 0;
  times.forEach((t, n) => {
    const c = boundary[n] as number;
    const onward = (i: number): number => {
      const from = ((times[i - 1] ?? 0) + (times[i] as number)) / 2;
      const at = ((boundary[i - 1] ?? (boundary[i] as number)) + (boundary[i] as number)) / 2;
      return normalUpperTail((c - at) / Math.sqrt(t - from));
    };
    let rest = normalUpperTail(c / Math.sqrt(t));
    steps.forEach((step, i) => {
      if (step > 0) rest -= step * onward(i);
    });
    const step = Math.min(1 - reached, Math.max(0, rest / onward(n)));
    steps.push(step);
    reached += step;
    chances.push(reached);
  });
  return chances;
}

/** What is watched: `distance` of the boundary after so many units of time, looked at `looksPerUnit` times in each. */
export type Watch = {
  secondsPerUnit: number;
  looksPerUnit: number;
  /** The first units worth a look, and those before which no verdict is given. */
  first: number;
  silentUntil: number;
  /** Where the boundary jumps, if it does. */
  jumpsAt?: number;
  distance: (units: number) => number;
};

/** The chance over time that the boundary has been crossed at a look. */
export function curveOf({ secondsPerUnit, looksPerUnit, first, silentUntil, jumpsAt, distance }: Watch): Curve {
  const times: number[] = [];
  const boundary: number[] = [];
  const put = (t: number, at: number): void => {
    times.push(t);
    boundary.push(at + PER_STEP / Math.sqrt(looksPerUnit));
  };
  const begin = Math.max(first, silentUntil);
  if (silentUntil > first) put(begin * JUST_BEFORE, OUT_OF_REACH * Math.sqrt(begin));
  for (let t = begin; t * secondsPerUnit <= HORIZON_S; t *= RATIO) {
    const at = distance(t);
    put(t, at);
    if (at < -4.5 * Math.sqrt(t)) break;
    if (jumpsAt !== undefined && t < jumpsAt * JUST_BEFORE && jumpsAt <= t * RATIO) {
      put(jumpsAt * JUST_BEFORE, distance(jumpsAt * JUST_BEFORE));
      t = jumpsAt / RATIO;
    }
  }
  return { seconds: times.map((t) => t * secondsPerUnit), chances: crossedBy(times, boundary) };
}

const JUST_BEFORE = 1 - 1e-6;

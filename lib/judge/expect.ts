import { LEFT_OUT, READY_BUCKETS } from './rate/guard';

/**
 * How long until the evidence is enough, if what was seen goes on: the evidence of a conditional likelihood grows by the
 * Kullback–Leibler divergence per bad request, so what is missing divided by that is the number still to be counted.
 */

export type Prospect = {
  /** Natural-log evidence for that side now, and what it must reach. */
  log: number;
  need: number;
  /** Bad requests of both arms a second (a limit gate: all requests a second). */
  perSecond: number;
  /** The share of them that fell to the canary, and what the margin would give it. */
  seen: number;
  atMargin: number;
  /** Buckets with events so far, and seconds between two of them: the first ones count for less (`rate/early.ts`). */
  buckets: number;
  bucketSeconds: number;
};

/** Beyond this nobody waits, and the estimate is no more than a guess. */
const HORIZON_S = 30 * 86_400;

/** Seconds until the evidence for one side is enough; null where it is not growing, or not within thirty days. */
export function secondsToDecision(prospect: Prospect): number | null {
  const { log, need, perSecond, seen, atMargin } = prospect;
  const growth = perSecond * divergence(seen, atMargin);
  if (!(growth > 0)) return null;
  const seconds = log >= need ? 0 : Math.max((need - log) / growth, secondsWhileEarly(prospect, growth));
  return seconds <= HORIZON_S ? seconds : null;
}

/**
 * Until the guard is ready the evidence stands without its strongest buckets. It goes on as it did in the others, or
 * counts in full once the guard is ready, whichever comes first.
 */
function secondsWhileEarly({ log, need, buckets, bucketSeconds }: Prospect, growth: number): number {
  if (buckets >= READY_BUCKETS) return 0;
  const ready = (READY_BUCKETS - buckets) * bucketSeconds;
  const counted = buckets - LEFT_OUT;
  if (counted <= 0) return Math.min(ready, need / growth - counted * bucketSeconds);
  return log > 0 ? Math.min(ready, ((need - log) / log) * counted * bucketSeconds) : ready;
}

/** KL(Bernoulli(p) ‖ Bernoulli(q)) in nats. */
export function divergence(p: number, q: number): number {
  const term = (a: number, b: number) => (a <= 0 ? 0 : a * Math.log(a / b));
  return term(p, q) + term(1 - p, 1 - q);
}

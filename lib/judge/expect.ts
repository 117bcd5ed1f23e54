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
};

/** Beyond this nobody waits, and the estimate is no more than a guess. */
const HORIZON_S = 30 * 86_400;

/** Seconds until the evidence for one side is enough; null where it is not growing, or not within thirty days. */
export function secondsToDecision({ log, need, perSecond, seen, atMargin }: Prospect): number | null {
  const growth = perSecond * divergence(seen, atMargin);
  if (!(growth > 0)) return null;
  const seconds = Math.max(0, need - log) / growth;
  return seconds <= HORIZON_S ? seconds : null;
}

/** KL(Bernoulli(p) ‖ Bernoulli(q)) in nats. */
export function divergence(p: number, q: number): number {
  const term = (a: number, b: number) => (a <= 0 ? 0 : a * Math.log(a / b));
  return term(p, q) + term(1 - p, 1 - q);
}

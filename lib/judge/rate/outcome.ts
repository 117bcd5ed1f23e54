/**
 * What one slot says, given that its bad events happened: each fell to the canary with chance θ(r) when the canary is
 * r times as bad. `share` is the canary's part of the traffic of this very slot, so ramps and drift cancel out.
 */
export type Outcome = {
  /** Start of the slot, epoch milliseconds. */
  at: number;
  /** Chance, 0…1, that one event is a worse one when the ratio is 1. */
  share: number;
  /** Events that speak against the canary: its errors. */
  worse: number;
  /** Events that speak for it: the baseline's errors. */
  other: number;
};

/** Errors of canary (x_c of n_c requests) and baseline (x_b of n_b) in one slot: the ratio of their error rates. */
export const twoSample = (at: number, nc: number, xc: number, nb: number, xb: number): Outcome => ({
  at,
  share: nc + nb > 0 ? nc / (nc + nb) : 0,
  worse: xc,
  other: xb,
});

/** `bad` of `total` requests in one slot against a fixed allowed rate: the odds of the rate over those of the limit. */
export const against = (limit: number, at: number, total: number, bad: number): Outcome => ({
  at,
  share: limit,
  worse: bad,
  other: total - bad,
});

/** Whether a slot can move the evidence: one arm alone or no events at all say nothing about a ratio. */
export const isInformative = ({ share, worse, other }: Outcome): boolean => share > 0 && share < 1 && worse + other > 0;

/** θ(r) = ρr / (ρr + 1 − ρ). */
export const thetaAt = (share: number, ratio: number): number => (share * ratio) / (share * ratio + 1 - share);

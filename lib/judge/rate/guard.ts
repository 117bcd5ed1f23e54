/** Buckets with events before the dispersion is trusted. */
export const READY_BUCKETS = 20;

/** From here on an early look at the dispersion is taken. */
const EARLY_BUCKETS = 6;

/** Buckets, at least, that the request-level evidence must stand without until the guard is ready: see `early.ts`. */
export const LEFT_OUT = 4;

/**
 * Mean cluster size that overwhelming evidence must outlive before the guard is ready: E^(1/15) is what it leaves, so
 * an outage is not waited for (in one slot at an even split: about 100 errors against none, or 200 against 10 with
 * half as much more tolerated). Simulated: dividing by 5, clusters of 10 raise 15 % false alarms; by 15, 2 %, as without.
 */
export const EARLY_DEFLATION = 15;

const LIMIT = 1.5;

/** Whether events come in clusters: φ above 1.5 over at least 20 buckets. */
export const isOverdispersed = (phi: number | null, buckets: number): boolean =>
  phi !== null && buckets >= READY_BUCKETS && phi > LIMIT;

/** The same question asked early, with a limit that allows for the noise of few buckets. Not latched. */
export const looksOverdispersed = (phi: number | null, buckets: number): boolean =>
  phi !== null &&
  buckets >= EARLY_BUCKETS &&
  buckets < READY_BUCKETS &&
  phi > 1 + (LIMIT - 1) * Math.sqrt(READY_BUCKETS / buckets);

/** φ for the width of the band, with an allowance for its own uncertainty (clusters of 3 and 10: misses stay ≤ 5 %). */
export const cautiousSpread = (phi: number | null, buckets: number): number =>
  Math.max(1, phi ?? 1) * (1 + 2 / Math.sqrt(buckets));

/** The same as a guess before the guard is ready; null while there is too little to guess from. */
export const earlySpread = (phi: number | null, buckets: number): number | null =>
  phi === null || buckets < EARLY_BUCKETS ? null : cautiousSpread(phi, buckets);

/**
 * While all events of twenty and more buckets fell on one side there is no φ; it is at most the size of a bucket, each
 * then being one cluster (twice the mean, for sizes vary), and is taken to be at most `EARLY_DEFLATION`.
 */
export const deflationOneSided = (events: number, buckets: number): number =>
  Math.min(EARLY_DEFLATION, Math.max(1, (2 * events) / buckets));

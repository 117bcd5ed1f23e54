/** Buckets with events before the dispersion is trusted. */
export const READY_BUCKETS = 20;

/** From here on an early look at the dispersion is taken. */
const EARLY_BUCKETS = 6;

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

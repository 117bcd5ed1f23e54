/** Buckets with events before the dispersion is trusted. */
export const READY_BUCKETS = 20;

/** From here on an early look at the dispersion is taken. */
const EARLY_BUCKETS = 8;

/** Until the guard is ready the request-level evidence must stand without this many of its strongest buckets. */
export const LEFT_OUT = 4;

/** The overdispersion that one overwhelming burst must outlive before the guard is ready: E^(1/5) is what it would leave. */
export const EARLY_DEFLATION = 5;

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

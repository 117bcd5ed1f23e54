/** What the browser needs too, apart from the schemas: these are small. */

export const BUILT_IN_SLIS = [
  'error_rate',
  'latency_p50',
  'latency_p90',
  'latency_p95',
  'latency_p99',
  'cpu',
  'memory',
  'cost',
] as const;

/** The tolerated worsening where a plan does not say: 20 %. */
export const DEFAULT_MAX_INCREASE = 0.2;

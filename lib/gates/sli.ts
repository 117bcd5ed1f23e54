/** The quantile of a latency SLI, 0.95 for latency_p95; null for anything else. */
export function latencyQuantile(sli: string): number | null {
  const digits = /^latency_p(\d{2,3})$/.exec(sli)?.[1];
  return digits ? Number(`0.${digits}`) : null;
}

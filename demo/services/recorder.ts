/** Bucket bounds of the HTTP semantic convention, in seconds, with steps between so that a p95 can be read. */
export const BOUNDS_SECONDS: readonly number[] = [
  0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.075, 0.1, 0.125, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 10,
];

export type Labels = { route: string; method: string; status: number; region: string };
export type Series = Labels & { count: number; sumSeconds: number; buckets: number[] };
export type Orders = { count: number; sum: number; sumSquares: number };
export type Measured = { series: Series[]; orders: Orders };

const noOrders = (): Orders => ({ count: 0, sum: 0, sumSquares: 0 });

/** What one version's instance has really served: request durations per route, status and region, and orders. */
export class Recorder {
  private series = new Map<string, Series>();
  private orders = noOrders();
  requests = 0;
  errors = 0;

  request(labels: Labels, seconds: number): void {
    this.requests += 1;
    if (labels.status >= 500) this.errors += 1;
    const series = this.of(labels);
    series.count += 1;
    series.sumSeconds += seconds;
    const found = BOUNDS_SECONDS.findIndex((bound) => seconds <= bound);
    const index = found === -1 ? BOUNDS_SECONDS.length : found;
    series.buckets[index] = (series.buckets[index] ?? 0) + 1;
  }

  /** An order placed, in the shop's currency (not cents). */
  order(value: number): void {
    this.orders.count += 1;
    this.orders.sum += value;
    this.orders.sumSquares += value * value;
  }

  /** Everything since the start: for cumulative reporting. */
  total(): Measured {
    return structuredClone({ series: [...this.series.values()], orders: this.orders });
  }

  /** Everything since the last take: for delta reporting. Empty series are gone. */
  take(): Measured {
    const taken = { series: [...this.series.values()], orders: this.orders };
    this.series = new Map();
    this.orders = noOrders();
    return taken;
  }

  private of(labels: Labels): Series {
    const key = `${labels.method} ${labels.route} ${labels.status} ${labels.region}`;
    const known = this.series.get(key);
    if (known) return known;
    const fresh = { ...labels, count: 0, sumSeconds: 0, buckets: new Array(BOUNDS_SECONDS.length + 1).fill(0) };
    this.series.set(key, fresh);
    return fresh;
  }
}

/** Bucket bounds of the HTTP semantic convention, in seconds, with steps between so that a p95 can be read. */
export const BOUNDS_SECONDS: readonly number[] = [
  0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.075, 0.1, 0.125, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 10,
];

export type Labels = {
  route: string;
  method: string;
  status: number;
  region: string;
  node: string;
  dependency: string;
};
export type Series = Labels & { count: number; sumSeconds: number; buckets: number[] };
export type Stats = { count: number; sum: number; sumSquares: number };
/** How many different users were served, and how many of them met an error, since the last report. */
export type Users = { active: number; affected: number };
export type Measured = { series: Series[]; values: Record<string, Stats>; users: Users };

/** What one version's instance has really served: request durations by route, status and place, and what it measured besides. */
export class Recorder {
  private series = new Map<string, Series>();
  private values: Record<string, Stats> = {};
  private active = new Set<string>();
  private affected = new Set<string>();
  requests = 0;
  errors = 0;

  request(labels: Labels, seconds: number, user?: string): void {
    this.requests += 1;
    if (labels.status >= 500) this.errors += 1;
    if (user !== undefined) this.active.add(user);
    if (user !== undefined && labels.status >= 500) this.affected.add(user);
    const series = this.of(labels);
    series.count += 1;
    series.sumSeconds += seconds;
    const found = BOUNDS_SECONDS.findIndex((bound) => seconds <= bound);
    const index = found === -1 ? BOUNDS_SECONDS.length : found;
    series.buckets[index] = (series.buckets[index] ?? 0) + 1;
  }

  /** One observation of something else, in its own unit: `order_value` in the shop's currency, `cpu` in ms, `cost` in cents. */
  measure(key: string, value: number): void {
    const { count, sum, sumSquares } = this.values[key] ?? { count: 0, sum: 0, sumSquares: 0 };
    this.values[key] = { count: count + 1, sum: sum + value, sumSquares: sumSquares + value * value };
  }

  /** Everything since the start: for cumulative reporting. */
  total(): Measured {
    return structuredClone({ series: [...this.series.values()], values: this.values, users: this.takeUsers() });
  }

  /** Everything since the last take: for delta reporting. Empty series are gone. */
  take(): Measured {
    const taken = { series: [...this.series.values()], values: this.values, users: this.takeUsers() };
    this.series = new Map();
    this.values = {};
    return taken;
  }

  private takeUsers(): Users {
    const users = { active: this.active.size, affected: this.affected.size };
    this.active = new Set();
    this.affected = new Set();
    return users;
  }

  private of(labels: Labels): Series {
    const key = `${labels.method} ${labels.route} ${labels.status} ${labels.region} ${labels.node}`;
    const known = this.series.get(key);
    if (known) return known;
    const fresh = { ...labels, count: 0, sumSeconds: 0, buckets: new Array(BOUNDS_SECONDS.length + 1).fill(0) };
    this.series.set(key, fresh);
    return fresh;
  }
}

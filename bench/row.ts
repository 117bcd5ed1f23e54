/** One measured figure. `better` says which side of the target is good. */
export type BenchRow = { name: string; value: number; unit: string; target: number; better: 'higher' | 'lower' };

/** What a suite is given: a migrated database of its own server (none for a pure suite alone), somewhere to say things. */
export type BenchContext = {
  databaseUrl: string;
  /** The environment the product's processes run in. */
  env: NodeJS.ProcessEnv;
  say: (line: string) => void;
};

export type BenchSuite = (context: BenchContext) => Promise<BenchRow[]>;

export const meets = (row: BenchRow): boolean =>
  row.better === 'higher' ? row.value >= row.target : row.value <= row.target;

/** How far over the target, as a factor: above 1 is better than asked. */
export const ratio = (row: BenchRow): number =>
  row.better === 'higher' ? row.value / row.target : row.target / row.value;

/** The value at a quantile (0 to 1) of some measurements. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

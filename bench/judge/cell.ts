import type { Judge } from './judges/judge';
import { SLOTS_PER_MINUTE } from './series';
import { type Interval, quantileOfRuns, wilson } from './statistics';
import type { Trace } from './traces/trace';

/** What one judge did with all releases of one trace and effect. Shares 0–1, delays from the onset on. */
export type Cell = {
  judge: string;
  trace: string;
  effect: string;
  runs: number;
  /** Stopped after the onset; of a healthy release (A/A): stopped at all. */
  stopped: { share: number } & Interval;
  /** Stopped while it was still healthy. */
  early: { share: number } & Interval;
  /** Bad, and not stopped in time. Null for A/A. */
  missed: number | null;
  /** Neither stopped nor called fine. */
  undecided: number;
  /** Over all releases that were not stopped early; null where fewer were stopped than the quantile asks. */
  minutes: { median: number | null; p90: number | null };
  /** Requests the canary served meanwhile. */
  requests: { median: number | null; p90: number | null };
};

/** Where more than four fifths were stopped too early, the delays of the rest say nothing. */
const ENOUGH = 0.2;

/** `stops`: slot at whose end each release was stopped, −1 never; `requests`: what the canary had served by then. */
export function cellOf(
  trace: Trace,
  effect: number,
  judge: Judge,
  { stops, requests }: { stops: Int32Array; requests: Float64Array },
): Cell {
  const onset = trace.onsetMinute * SLOTS_PER_MINUTE;
  const isHealthy = effect === 0;
  const runs = stops.length;
  const late = Array.from(stops, (stop, run) => ({ stop, served: requests[run] ?? 0 })).filter(
    ({ stop }) => isHealthy || stop < 0 || stop > onset,
  );
  const stopped = late.filter(({ stop }) => stop >= 0);
  const delays = late.map(({ stop }) => (stop < 0 ? null : (stop - (isHealthy ? 0 : onset)) / SLOTS_PER_MINUTE));
  const served = late.map(({ stop, served }) => (stop < 0 ? null : served));
  const share = (hits: number) => ({ share: runs === 0 ? 0 : hits / runs, ...wilson(hits, runs) });
  const missed = (late.length - stopped.length) / runs;
  const enough = late.length >= ENOUGH * runs;
  const quantiles = (values: readonly (number | null)[]) => ({
    median: enough ? quantileOfRuns(values, 0.5) : null,
    p90: enough ? quantileOfRuns(values, 0.9) : null,
  });
  return {
    judge: judge.name,
    trace: trace.name,
    effect: trace.effects[effect]?.label ?? '',
    runs,
    stopped: share(stopped.length),
    early: share(runs - late.length),
    missed: isHealthy ? null : missed,
    undecided: judge.otherwise === 'unknown' ? missed : 0,
    minutes: quantiles(delays),
    requests: quantiles(served),
  };
}

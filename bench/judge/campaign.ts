import { type Cell, cellOf } from './cell';
import { doAll } from './crew';
import { JUDGES } from './judges';
import type { Stops, Task } from './simulate';
import { TRACES } from './traces';

/** How many releases each cell is made of. Fixed beforehand; slow judges see the first ones of the same releases. */
export type Size = { healthy: number; bad: number; slowHealthy: number; slowBad: number };

export const FULL: Size = { healthy: 10_000, bad: 500, slowHealthy: 1_000, slowBad: 100 };
/** Enough to see that everything runs; numbers of no worth. */
export const QUICK: Size = { healthy: 200, bad: 60, slowHealthy: 60, slowBad: 30 };

const CHUNK = 250;

/** All releases of all traces and effects, shown to all judges; `say` hears of each trace that is begun. */
export async function campaign(seed: number, size: Size, say: (trace: string) => void): Promise<Cell[]> {
  const jobs = TRACES.flatMap((trace, t) =>
    trace.effects.flatMap((_, effect) =>
      [false, true].flatMap((isSlow) => {
        const judges = JUDGES.flatMap((judge, i) => ((judge.isSlow ?? false) === isSlow ? [i] : []));
        const runs = runsOf(size, effect === 0, isSlow);
        const tasks: Task[] = [];
        for (let from = 0; from < runs; from += CHUNK) {
          tasks.push({ seed, trace: t, effect, from, to: Math.min(runs, from + CHUNK), judges });
        }
        return [{ trace, effect, judges, tasks }];
      }),
    ),
  );
  const begun = new Set<number>();
  const begin = ({ trace }: Task): void => {
    if (!begun.has(trace)) say(TRACES[trace]?.name ?? '');
    begun.add(trace);
  };
  const answers = await doAll(
    jobs.flatMap((job) => job.tasks),
    begin,
  );
  const cells: Cell[] = [];
  for (const { trace, effect, judges, tasks } of jobs) {
    const parts = answers.splice(0, tasks.length);
    judges.forEach((place, i) => {
      const judge = JUDGES[place];
      if (judge) cells.push(cellOf(trace, effect, judge, joined(parts, i)));
    });
  }
  return cells;
}

const runsOf = (size: Size, isHealthy: boolean, isSlow: boolean): number =>
  isHealthy ? (isSlow ? size.slowHealthy : size.healthy) : isSlow ? size.slowBad : size.bad;

const joined = (parts: readonly Stops[], judge: number): { stops: Int32Array; requests: Float64Array } => ({
  stops: Int32Array.from(parts.flatMap(({ stops }) => Array.from(stops[judge] ?? []))),
  requests: Float64Array.from(parts.flatMap(({ requests }) => Array.from(requests[judge] ?? []))),
});

import { JUDGES } from './judges';
import { Showing } from './judges/judge';
import { randomOf } from './random';
import { TRACES } from './traces';

/** Releases `from` to `to` (exclusive) of one trace and effect, shown to these judges (places in JUDGES). */
export type Task = { seed: number; trace: number; effect: number; from: number; to: number; judges: readonly number[] };

/** For each judge of the task one entry per release: where it stopped (end of the slot, −1 never), … */
export type Stops = {
  stops: Int32Array[];
  /** … and how many requests the canary had served by then since it became worse. */
  requests: Float64Array[];
};

/** Deterministic: a release depends on seed, trace, effect and its own number only, whoever simulates it. */
export function simulate({ seed, trace, effect, from, to, judges }: Task): Stops {
  const drawn = TRACES[trace];
  const size = drawn?.effects[effect];
  if (!drawn || !size) throw new RangeError(`no trace ${trace} with effect ${effect}`);
  const stops = judges.map(() => new Int32Array(to - from).fill(-1));
  const requests = judges.map(() => new Float64Array(to - from));
  for (let run = from; run < to; run++) {
    const showing = new Showing(drawn, drawn.draw(randomOf(seed, trace, effect, run), size));
    judges.forEach((place, i) => {
      const stop = JUDGES[place]?.stop(showing) ?? null;
      if (stop === null) return;
      (stops[i] as Int32Array)[run - from] = stop;
      let served = 0;
      for (let slot = showing.series.onset; slot < stop; slot++) served += showing.series.nc[slot] as number;
      (requests[i] as Float64Array)[run - from] = served;
    });
  }
  return { stops, requests };
}

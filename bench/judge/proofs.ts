import { evaluateRate } from '@/lib/judge/rate/evaluate';
import { twoSample } from '@/lib/judge/rate/outcome';
import { addOutcome, freshRate } from '@/lib/judge/rate/state';
import { timeOf } from './ours/watch';
import { type Random, randomOf } from './random';
import { SLOTS_PER_MINUTE } from './series';
import { type Interval, quantileOfRuns, wilson } from './statistics';
import { BASE_RATE, PER_SLOT } from './traces/trace';

/** What a gate says of releases of one kind within the hour: shares 0–1, median minutes to that verdict. */
export type Proof = {
  /** Requests of one arm in a minute, and how many times as bad the canary is. */
  traffic: number;
  ratio: number;
  runs: number;
  fail: Said;
  pass: Said;
  inconclusive: number;
};
type Said = { share: number; minutes: number | null } & Interval;

/** A margin as plans have it: half as many errors more are tolerated, so that there is something to prove. */
export const MARGIN = { r0: 1.5, alpha: 0.05, beta: 0.05 };
const TRAFFIC = [1_200, 12_000];
const RATIOS = [1, 1.25, 1.5, 2, 5];
const RUNS = 200;
const MINUTES = 60;
/** Part of the seed: no trace has this number. */
const STREAM = 1_000;

/** Steady traffic as of the trace `iid`, judged both ways by production's own calls, a look each minute. */
export function proofs(seed: number): Proof[] {
  return TRAFFIC.flatMap((traffic, t) =>
    RATIOS.map((ratio, i) => {
      const runs = Array.from({ length: RUNS }, (_, run) =>
        verdictOf(randomOf(seed, STREAM + t, i, run), (PER_SLOT * traffic) / 1_200, ratio),
      );
      const said = (verdict: 'fail' | 'pass'): Said => {
        const minutes = runs.map((each) => (each?.verdict === verdict ? each.minute : null));
        const hits = minutes.filter((minute) => minute !== null);
        return { share: hits.length / RUNS, ...wilson(hits.length, RUNS), minutes: quantileOfRuns(hits, 0.5) };
      };
      const inconclusive = runs.filter((each) => each === null).length / RUNS;
      return { traffic, ratio, runs: RUNS, fail: said('fail'), pass: said('pass'), inconclusive };
    }),
  );
}

/** The first verdict of one release; null if the hour ends without one. */
function verdictOf(
  random: Random,
  perSlot: number,
  ratio: number,
): { verdict: 'fail' | 'pass'; minute: number } | null {
  let state = freshRate(0);
  for (let slot = 0; slot < MINUTES * SLOTS_PER_MINUTE; slot++) {
    const [nc, nb] = [random.poisson(perSlot), random.poisson(perSlot)];
    const [xc, xb] = [random.poisson(nc * BASE_RATE * ratio), random.poisson(nb * BASE_RATE)];
    state = addOutcome(state, MARGIN, twoSample(timeOf(slot), nc, xc, nb, xb));
    if ((slot + 1) % SLOTS_PER_MINUTE !== 0) continue;
    const { fail, pass } = evaluateRate(state, MARGIN, []);
    const minute = (slot + 1) / SLOTS_PER_MINUTE;
    if (fail >= -Math.log(MARGIN.alpha)) return { verdict: 'fail', minute };
    if (pass >= -Math.log(MARGIN.beta)) return { verdict: 'pass', minute };
  }
  return null;
}

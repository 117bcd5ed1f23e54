import { SLOT_MS } from '../../slot';
import { poissons, uniforms } from '../../testing/random';
import { type Outcome, twoSample } from '../outcome';

/** A seeded two-arm trace: errors come in clusters of mean size `cluster` (geometric), never across arms or slots. */
export type Traffic = {
  minutes: number;
  /** How many times as bad the canary is, by minute. */
  ratio: (minute: number) => number;
  /** Canary's part of the requests, by minute. */
  share: (minute: number) => number;
  /** Baseline's error rate, by minute. */
  base: (minute: number) => number;
  cluster: number;
  /** Requests per minute of both arms together. */
  perMinute: number;
};

/** 1,200 requests a minute and arm, 0.5 % errors, an even split, nothing wrong. */
export const EVEN: Traffic = {
  minutes: 60,
  ratio: () => 1,
  share: () => 0.5,
  base: () => 0.005,
  cluster: 1,
  perMinute: 2400,
};

/** Requests and errors per slot, as `twoSample` takes them. */
export type Slot = { at: number; nc: number; xc: number; nb: number; xb: number };

/** The slots of one run of this traffic. */
export function slotsOf(traffic: Traffic, seed: number): Slot[] {
  const uniform = uniforms(seed);
  const poisson = poissons(uniform);
  const size = () =>
    traffic.cluster <= 1 ? 1 : 1 + Math.floor(Math.log(uniform()) / Math.log(1 - 1 / traffic.cluster));
  const errors = (mean: number) => {
    let sum = 0;
    for (let left = poisson(mean / traffic.cluster); left > 0; left--) sum += size();
    return sum;
  };
  return Array.from({ length: traffic.minutes * 6 }, (_, i) => {
    const minute = i / 6;
    const requests = traffic.perMinute / 6;
    const nc = Math.round(requests * traffic.share(minute));
    const nb = Math.round(requests) - nc;
    const base = traffic.base(minute);
    return { at: i * SLOT_MS, nc, xc: errors(nc * base * traffic.ratio(minute)), nb, xb: errors(nb * base) };
  });
}

export const outcomeOf = ({ at, nc, xc, nb, xb }: Slot): Outcome => twoSample(at, nc, xc, nb, xb);

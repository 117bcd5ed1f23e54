import { STAKES } from '../rate/sums';

/**
 * What one slot adds, in mean and covariance, when the side's own events (`up`) and the opposite ones (`down`) are Poisson:
 * the vector is (up, down, ln of the bet's factor per stake). Everything the judge sums over slots is linear in it.
 */
export type SlotMoments = {
  up: number;
  down: number;
  mean: Float64Array;
  /** Row-major, `SLOT_SIZE` squared. */
  covariance: Float64Array;
  /** Chance that a slot has an event at all. */
  informative: number;
};

export const SLOT_SIZE = 2 + STAKES.length;

/** Above this mean, counts are taken as normal and read at a few points instead of one by one. */
const COUNTED = 25;

type Node = { count: number; weight: number };

/** Points and weights (summing to 1) that stand for a Poisson distribution. */
export function poissonNodes(mean: number): Node[] {
  if (mean > COUNTED) {
    const raw = Array.from({ length: 21 }, (_, i) => (i - 10) / 2);
    const total = raw.reduce((sum, z) => sum + Math.exp(-0.5 * z * z), 0);
    return raw.map((z) => ({
      count: Math.max(0, mean + z * Math.sqrt(mean)),
      weight: Math.exp(-0.5 * z * z) / total,
    }));
  }
  const nodes: Node[] = [];
  const last = Math.ceil(mean + 7 * Math.sqrt(mean) + 6);
  for (let count = 0, weight = Math.exp(-mean); count <= last; count++, weight *= mean / count) {
    nodes.push({ count, weight });
  }
  return nodes;
}

/** Moments of a slot with `up` and `down` expected events, each event being of the first kind with chance `theta` under the null. */
export function slotMoments(up: number, down: number, theta: number): SlotMoments {
  const mean = new Float64Array(SLOT_SIZE);
  const covariance = new Float64Array(SLOT_SIZE * SLOT_SIZE);
  const row = new Float64Array(SLOT_SIZE);
  const downs = poissonNodes(down);
  for (const x of poissonNodes(up)) {
    for (const y of downs) {
      const weight = x.weight * y.weight;
      if (weight < 1e-14) continue;
      const total = x.count + y.count;
      const gain = total > 0 ? x.count / (total * theta) - 1 : 0;
      row[0] = x.count;
      row[1] = y.count;
      STAKES.forEach((stake, i) => {
        row[2 + i] = Math.log(1 + stake * gain);
      });
      for (let i = 0; i < SLOT_SIZE; i++) {
        mean[i] = (mean[i] as number) + weight * (row[i] as number);
        for (let j = 0; j <= i; j++) {
          const at = i * SLOT_SIZE + j;
          covariance[at] = (covariance[at] as number) + weight * (row[i] as number) * (row[j] as number);
        }
      }
    }
  }
  for (let i = 0; i < SLOT_SIZE; i++) {
    for (let j = 0; j <= i; j++) {
      const value = (covariance[i * SLOT_SIZE + j] as number) - (mean[i] as number) * (mean[j] as number);
      covariance[i * SLOT_SIZE + j] = value;
      covariance[j * SLOT_SIZE + i] = value;
    }
  }
  return { up, down, mean, covariance, informative: -Math.expm1(-(up + down)) };
}

/** Variance per slot of the linear combination `weights` of the vector. */
export function varianceOf({ covariance }: SlotMoments, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < SLOT_SIZE; i++) {
    for (let j = 0; j < SLOT_SIZE; j++) {
      sum += (weights[i] as number) * (weights[j] as number) * (covariance[i * SLOT_SIZE + j] as number);
    }
  }
  return Math.max(0, sum);
}

/** Covariance per slot of each entry of the vector with the linear combination `weights`. */
export function towards({ covariance }: SlotMoments, weights: Float64Array): Float64Array {
  const out = new Float64Array(SLOT_SIZE);
  for (let i = 0; i < SLOT_SIZE; i++) {
    let sum = 0;
    for (let j = 0; j < SLOT_SIZE; j++) sum += (covariance[i * SLOT_SIZE + j] as number) * (weights[j] as number);
    out[i] = sum;
  }
  return out;
}

import { chebyshevNodes, interpolationMatrix } from '../math/chebyshev';

/** Alternatives r_j = r0·e^{l_j}: 60 points l_j evenly over [ln 1.05, ln 20]. */
export const GRID: Float64Array = (() => {
  const [from, to] = [Math.log(1.05), Math.log(20)];
  return Float64Array.from({ length: 60 }, (_, j) => from + ((to - from) * j) / 59);
})();

/** Stakes of the bucket-level bets. */
export const STAKES = [0.05, 0.1, 0.2, 0.35, 0.5, 0.7] as const;

/** Chebyshev nodes that stand in for the grid; their polynomial is off by about 4.5^−16 per event counted. */
const NODE_COUNT = 16;
const NODES = chebyshevNodes(NODE_COUNT, Math.log(1.05), Math.log(20));
const NODE_GROWTH = NODES.map((l) => Math.expm1(l));

/**
 * The matrix that reads the grid from the nodes, folded once: nodes and grid both lie evenly about their middle, so grid
 * point 59 − j reads the nodes backwards. `EVEN` reads the sums of opposite nodes, `ODD` their differences.
 */
const HALF_GRID = GRID.length / 2;
const HALF_NODES = NODE_COUNT / 2;
const [EVEN, ODD] = [1, -1].map((sign) => {
  const whole = interpolationMatrix(NODE_COUNT, Math.log(1.05), Math.log(20), GRID);
  return Float64Array.from({ length: HALF_GRID * HALF_NODES }, (_, at) => {
    const row = Math.floor(at / HALF_NODES) * NODE_COUNT;
    const node = at % HALF_NODES;
    return ((whole[row + node] as number) + sign * (whole[row + NODE_COUNT - 1 - node] as number)) / 2;
  });
}) as [Float64Array, Float64Array];

/** Numbers that carry one process: log-likelihood ratios at the nodes, then the logs of the six bets. */
export const SUMS_SIZE = NODE_COUNT + STAKES.length;

/** One outcome as one side sees it: `up` of `total` events in its direction, each with chance `theta` at its null. */
export type Look = { up: number; total: number; theta: number };

/** Log-likelihood ratio of e^l times the odds against the null: up·l − K ln(1 + θ(e^l − 1)). */
export const logRatioAt = ({ up, total, theta }: Look, l: number): number =>
  up * l - total * Math.log(1 + theta * Math.expm1(l));

/** Adds the request-level part of one look to the sums starting at `offset`; `sign` −1 takes it out again. */
export function addRequests(sums: Float64Array, offset: number, { up, total, theta }: Look, sign = 1): void {
  for (let i = 0; i < NODE_COUNT; i++) {
    const ratio = up * (NODES[i] as number) - total * Math.log(1 + theta * (NODE_GROWTH[i] as number));
    sums[offset + i] = (sums[offset + i] as number) + sign * ratio;
  }
}

/** Adds one look to the sums starting at `offset`: the nodes, and ln[1 − c + c·up/(Kθ)] per stake c. */
export function addLook(sums: Float64Array, offset: number, look: Look): void {
  addRequests(sums, offset, look);
  const gain = look.up / (look.total * look.theta) - 1;
  for (let i = 0; i < STAKES.length; i++) {
    const at = offset + NODE_COUNT + i;
    sums[at] = (sums[at] as number) + Math.log(1 + (STAKES[i] as number) * gain);
  }
}

/** Below the top by more than this a term of the mixture no longer changes its sum. */
const NEGLIGIBLE = -40;

/** ln of the mean of exp over `count` values from `from` on. */
function meanOf(values: Float64Array, from: number, count: number): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let i = from; i < from + count; i++) if ((values[i] as number) > top) top = values[i] as number;
  let sum = 0;
  for (let i = from; i < from + count; i++) {
    const below = (values[i] as number) - top;
    if (below > NEGLIGIBLE) sum += Math.exp(below);
  }
  return top + Math.log(sum / count);
}

/** Scratch of `requestEvidence`. */
const grid = new Float64Array(GRID.length);
const together = new Float64Array(HALF_NODES);
const apart = new Float64Array(HALF_NODES);

/** Log e-value of the request-level process: the grid mixture read from the nodes (first 16 numbers of `sums`). */
export function requestEvidence(sums: Float64Array): number {
  for (let node = 0; node < HALF_NODES; node++) {
    const [one, opposite] = [sums[node] as number, sums[NODE_COUNT - 1 - node] as number];
    together[node] = one + opposite;
    apart[node] = one - opposite;
  }
  for (let row = 0, at = 0; row < HALF_GRID; row++) {
    let even = 0;
    let odd = 0;
    for (let node = 0; node < HALF_NODES; node++, at++) {
      even += (EVEN[at] as number) * (together[node] as number);
      odd += (ODD[at] as number) * (apart[node] as number);
    }
    grid[row] = even + odd;
    grid[grid.length - 1 - row] = even - odd;
  }
  return meanOf(grid, 0, grid.length);
}

/** Log e-value of the bucket-level bets: their mean over the stakes. */
export const betEvidence = (sums: Float64Array): number => meanOf(sums, NODE_COUNT, STAKES.length);

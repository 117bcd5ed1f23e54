import { logSumExp } from '../math/log-sum-exp';
import { careful, type Placed, strongest } from './early';
import { addRequests, betEvidence, requestEvidence, SUMS_SIZE } from './sums';

/** Natural logs of the two e-values of one side. */
export type Parts = { request: number; bet: number };

/**
 * Why the request-level evidence may not count in full: the guard is not ready (the looks, strongest first, and a
 * generous guess of the dispersion where there is one), or all events of many buckets fell on one side, so that their
 * dispersion cannot be known.
 */
export type Caution =
  | { kind: 'early'; ranked: Placed[]; spread: number | null }
  | { kind: 'one-sided'; deflation: number }
  | null;

/** Scratch: allocating typed arrays at every look would cost as much as filling them. */
const running = new Float64Array(SUMS_SIZE);
const rest = new Float64Array(SUMS_SIZE);

/**
 * Evidence of one side, mixed over its start times. `segments` holds `SUMS_SIZE` numbers for each start that has begun;
 * their suffix sums are the processes of the starts. A start that has not begun counts as E = 1.
 */
export function sideParts(segments: Float64Array, logWeights: readonly number[], caution: Caution): Parts {
  running.fill(0);
  const request = [...logWeights];
  const bet = [...logWeights];
  for (let k = segments.length / SUMS_SIZE - 1; k >= 0; k--) {
    for (let i = 0; i < SUMS_SIZE; i++) {
      running[i] = (running[i] as number) + (segments[k * SUMS_SIZE + i] as number);
    }
    bet[k] = (bet[k] as number) + betEvidence(running);
    const full = requestEvidence(running);
    let kept = full;
    if (full > 0 && caution?.kind === 'early')
      kept = careful(full, withoutStrongest(running, caution.ranked, k), caution.spread);
    if (full > 0 && caution?.kind === 'one-sided') kept = full / caution.deflation;
    request[k] = (request[k] as number) + kept;
  }
  return { request: logSumExp(request), bet: logSumExp(bet) };
}

/** Request-level log e-value of the process of start `k` without its strongest looks. */
function withoutStrongest(running: Float64Array, ranked: readonly Placed[], k: number): number {
  rest.set(running);
  for (const look of strongest(ranked, k)) addRequests(rest, 0, look, -1);
  return requestEvidence(rest);
}

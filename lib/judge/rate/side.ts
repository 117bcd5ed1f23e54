import { logSumExp } from '../math/log-sum-exp';
import { careful, type Placed, strongest } from './early';
import { addRequests, betEvidence, requestEvidence, SUMS_SIZE } from './sums';

/** Natural logs of the two e-values of one side. */
export type Parts = { request: number; bet: number };

/**
 * Evidence of one side, mixed over its start times. `segments` holds `SUMS_SIZE` numbers for each start that has begun;
 * their suffix sums are the processes of the starts. A start that has not begun counts as E = 1. `ranked`: the looks,
 * strongest first, while the guard is not ready; every process is then as careful as `early.ts` says.
 */
export function sideParts(segments: Float64Array, logWeights: readonly number[], ranked: Placed[] | null): Parts {
  const running = new Float64Array(SUMS_SIZE);
  const request = [...logWeights];
  const bet = [...logWeights];
  for (let k = segments.length / SUMS_SIZE - 1; k >= 0; k--) {
    for (let i = 0; i < SUMS_SIZE; i++) {
      running[i] = (running[i] as number) + (segments[k * SUMS_SIZE + i] as number);
    }
    bet[k] = (bet[k] as number) + betEvidence(running);
    const full = requestEvidence(running);
    request[k] =
      (request[k] as number) + (ranked === null ? full : careful(full, withoutStrongest(running, ranked, k)));
  }
  return { request: logSumExp(request), bet: logSumExp(bet) };
}

/** Request-level log e-value of the process of start `k` without its strongest looks. */
function withoutStrongest(running: Float64Array, ranked: readonly Placed[], k: number): number {
  const rest = Float64Array.from(running);
  for (const look of strongest(ranked, k)) addRequests(rest, 0, look, -1);
  return requestEvidence(rest);
}

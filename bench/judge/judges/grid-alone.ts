import { isInformative, twoSample } from '@/lib/judge/rate/outcome';
import { failLook } from '@/lib/judge/rate/state';
import { addRequests, requestEvidence, SUMS_SIZE } from '@/lib/judge/rate/sums';
import { timeOf } from '../ours/watch';
import { SLOTS_PER_MINUTE } from '../series';
import type { Judge } from './judge';
import { ALPHA, R0 } from './ours';

/**
 * Our grid mixture at request level without what protects it: no bets, no guard, no start times. What the protections
 * cost is seen against it, and what they are for: it must be seen to fail on clusters.
 */
export const gridAlone: Judge = {
  name: 'grid alone, each min',
  settings: `the request-level grid mixture of lib/judge/rate from one start, unguarded; r0 = ${R0}, α = ${ALPHA}; each minute (latency: requests above the bound nearest to p99)`,
  otherwise: 'unknown',
  stop: ({ series: { slots, nc, xc, nb, xb } }) => {
    const sums = new Float64Array(SUMS_SIZE);
    for (let slot = 0; slot < slots; slot++) {
      const [c, b] = [nc[slot] as number, nb[slot] as number];
      const outcome = twoSample(timeOf(slot), c, xc[slot] as number, b, xb[slot] as number);
      if (isInformative(outcome)) addRequests(sums, 0, failLook(outcome, R0));
      if ((slot + 1) % SLOTS_PER_MINUTE === 0 && requestEvidence(sums) >= -Math.log(ALPHA)) return slot + 1;
    }
    return null;
  },
};

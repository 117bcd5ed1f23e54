import { normalQuantile } from '@/lib/judge/math/normal';
import { firstMinute, type Judge } from './judge';

const ALPHA = 0.05;
const CRITICAL = normalQuantile(1 - ALPHA);

/** The textbook test of two proportions, right for one look, looked at each minute. It must be seen to fail. */
export const peekedZ: Judge = {
  name: 'z, peeked',
  settings: `pooled test of two proportions on the counts so far, one-sided α = ${ALPHA}, each minute (latency: requests above the bound nearest to p99)`,
  otherwise: 'fine',
  stop: ({ minutes }) => {
    const sum = { nc: 0, xc: 0, nb: 0, xb: 0 };
    return firstMinute(minutes, ({ nc, xc, nb, xb }) => {
      sum.nc += nc;
      sum.xc += xc;
      sum.nb += nb;
      sum.xb += xb;
      const pooled = (sum.xc + sum.xb) / (sum.nc + sum.nb);
      const error = Math.sqrt(pooled * (1 - pooled) * (1 / sum.nc + 1 / sum.nb));
      return (sum.xc / sum.nc - sum.xb / sum.nb) / error >= CRITICAL;
    });
  },
};

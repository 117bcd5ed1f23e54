import { bisect } from './bisect';
import { logIncompleteBeta } from './incomplete-beta';

/**
 * Upper confidence bound of a rate from one look at `bad` of `total` (Clopper & Pearson 1934): the rate at which so few bad
 * ones would be seen with probability 1 − `level` only, i.e. the `level` quantile of Beta(bad + 1, total − bad). Used where
 * a recorded baseline stands in for a concurrent one. 1 where nothing was counted.
 */
export function upperRate(bad: number, total: number, level: number): number {
  if (total <= 0 || bad >= total) return 1;
  const tail = Math.log1p(-level);
  return bisect(bad / total, 1, (rate) => logIncompleteBeta(rate, bad + 1, total - bad).upper > tail);
}

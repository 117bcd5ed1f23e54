import { logIncompleteBeta } from '../math/incomplete-beta';
import { logBeta } from '../math/log-beta';

/** Events of canary and baseline while the share ρ of the canary stayed the same, and the weight k of the prior. */
export type BetaCounts = { worse: number; other: number; share: number; k: number };

/**
 * Two-sided log e-value against "the ratio is 1" for a constant share (Lindon & Malek, NeurIPS 2022): prior
 * Beta(kρ, k(1 − ρ)) on θ, ln B(a + N_c, b + N_b) − ln B(a, b) − N_c ln θ0 − N_b ln(1 − θ0), at θ0 = ρ by default.
 */
export function betaEvidence({ worse, other, share, k }: BetaCounts, theta = share): number {
  const [a, b] = [k * share, k * (1 - share)];
  return logBeta(a + worse, b + other) - logBeta(a, b) - worse * Math.log(theta) - other * Math.log1p(-theta);
}

/**
 * One-sided log e-value against "the ratio is at most 1": the prior cut to θ > ρ, which adds
 * ln[1 − I_ρ(a + N_c, b + N_b)] − ln[1 − I_ρ(a, b)].
 */
export function betaEvidenceAbove(counts: BetaCounts): number {
  const { worse, other, share, k } = counts;
  const [a, b] = [k * share, k * (1 - share)];
  return (
    betaEvidence(counts) + logIncompleteBeta(share, a + worse, b + other).upper - logIncompleteBeta(share, a, b).upper
  );
}

/**
 * Confidence sequence of the ratio at level 1 − α: all ratios whose θ the two-sided process has not rejected. The
 * prior stays where it was put; it is not centred anew on the θ that is tested. `upper` may be Infinity.
 */
export function betaSequence(counts: BetaCounts, alpha: number): { lower: number; upper: number } {
  const { worse, other, share } = counts;
  const middle = worse + other > 0 ? worse / (worse + other) : share;
  const toRatio = (theta: number) => (theta * (1 - share)) / ((1 - theta) * share);
  const edge = (outside: number) => {
    let [inner, outer] = [middle, outside];
    for (let i = 0; i < 200; i++) {
      const theta = (inner + outer) / 2;
      if (theta === inner || theta === outer) break;
      if (betaEvidence(counts, theta) < -Math.log(alpha)) inner = theta;
      else outer = theta;
    }
    return (inner + outer) / 2;
  };
  return {
    lower: worse === 0 ? 0 : toRatio(edge(0)),
    upper: other === 0 ? Number.POSITIVE_INFINITY : toRatio(edge(1)),
  };
}

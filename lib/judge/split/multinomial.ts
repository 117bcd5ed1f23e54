import { logBeta } from '../math/log-beta';
import { logGamma } from '../math/log-gamma';

const sum = (row: readonly number[]): number => row.reduce((a, b) => a + b, 0);

/** ln of the multinomial coefficient (Σn)! / Π n!. */
const logCoefficient = (counts: readonly number[]): number =>
  counts.reduce((left, n) => left - logGamma(n + 1), logGamma(sum(counts) + 1));

/** ln Multinomial(counts; Σ counts, shares): how likely one more batch of counts is when the split is as commanded. */
export function logCommanded(counts: readonly number[], shares: readonly number[]): number {
  return counts.reduce((left, n, i) => left + (n === 0 ? 0 : n * Math.log(shares[i] ?? 0)), logCoefficient(counts));
}

/**
 * ln of the Dirichlet–multinomial predictive of one more batch, when the split is unknown: Dirichlet(`prior`) updated by
 * the counts seen before is Dirichlet(`prior` + them), which the caller passes.
 */
export function logUnknown(counts: readonly number[], prior: readonly number[]): number {
  return logCoefficient(counts) + logRise(counts, prior);
}

/**
 * ln of the Bayes factor, unknown split against the commanded one, of all counts so far (Lindon & Malek, "Anytime-valid
 * inference for multinomial count data", NeurIPS 2022): ln B(prior + counts) − ln B(prior) − Σ counts·ln shares. The
 * coefficients cancel, so only totals matter; under the commanded split it is an e-process of mean 1.
 */
export function logBayesFactor(counts: readonly number[], shares: readonly number[], prior: readonly number[]): number {
  return counts.reduce((left, n, i) => left - (n === 0 ? 0 : n * Math.log(shares[i] ?? 0)), logRise(counts, prior));
}

/** ln B(prior + counts) − ln B(prior), B the Dirichlet normaliser. */
const logRise = (counts: readonly number[], prior: readonly number[]): number =>
  logNormaliser(prior.map((a, i) => a + (counts[i] ?? 0))) - logNormaliser(prior);

/** ln Π Γ(a_i) − ln Γ(Σ a) as a chain of beta functions, which keeps its digits for large counts. */
function logNormaliser(parameters: readonly number[]): number {
  let log = 0;
  parameters.reduce((before, a) => {
    log += logBeta(before, a);
    return before + a;
  });
  return log;
}

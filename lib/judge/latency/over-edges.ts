import { logMeanExp } from '../math/log-sum-exp';

/** Evidence at one edge: natural logs of the e-values of its error-rate process. */
export type EdgeEvidence = { edge: number; fail: number; pass: number };

export type LatencyEvidence = {
  /** ln of the mean e-value over the edges: that at some edge more requests are slower than tolerated. */
  fail: number;
  /** ln of the least e-value over the edges: that at no edge more requests are slower than tolerated. */
  pass: number;
  /** The edge (ms) that says most for failing; the first where there is nothing to say. */
  strongest: number;
};

/**
 * One process out of one per edge, in the order of `chooseEdges`. A mean of e-values is an e-value whatever their
 * dependence, and costs at most ln(edges): evidence that *some* edge is worse, which is what failing claims. Passing claims
 * that *none* is, so it is only as good as its weakest edge: an average would let a proof at p95 stand in for p99.9. Only
 * the result may be latched; latched maxima of single edges must not be averaged. Null without edges.
 */
export function overEdges(edges: readonly EdgeEvidence[]): LatencyEvidence | null {
  const first = edges[0];
  if (first === undefined) return null;
  const strongest = edges.reduce((best, next) => (next.fail > best.fail ? next : best), first);
  return {
    fail: logMeanExp(edges.map(({ fail }) => fail)),
    pass: Math.min(...edges.map(({ pass }) => pass)),
    strongest: strongest.edge,
  };
}

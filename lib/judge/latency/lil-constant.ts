import { bisect } from '../math/bisect';

/**
 * The constant C of Howard & Ramdas' Theorem 2 for level `alpha` and factor A > 1/√2: the smallest at which the error
 * bound 4 e^{−γ²C}(1 + 1/((γ² − 1) ln η)), γ² = (2/η)(A − √(2(η − 1)/C))², is at most `alpha` for the best η > 1
 * (gostevehoward/confseq finds the same). Some tenths of a millisecond: find it once per level and keep it.
 */
export const lilConstant = (alpha: number, a = 0.85): number => bisect(1, 200, (c) => leastError(c, a) > alpha, 60);

/** The error bound at the best η. It falls, then rises, between η = 1 and the η where γ² reaches 1. */
function leastError(c: number, a: number): number {
  const end = bisect(1, 2 * a * a, (eta) => Math.sqrt(eta / 2) + Math.sqrt((2 * (eta - 1)) / c) < a, 60);
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [1, end];
  for (let i = 0; i < 60; i++) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (errorBound(c, left, a) < errorBound(c, right, a)) high = right;
    else low = left;
  }
  return errorBound(c, (low + high) / 2, a);
}

function errorBound(c: number, eta: number, a: number): number {
  const gamma2 = (2 / eta) * (a - Math.sqrt((2 * (eta - 1)) / c)) ** 2;
  if (gamma2 <= 1) return Number.POSITIVE_INFINITY;
  return 4 * Math.exp(-gamma2 * c) * (1 + 1 / ((gamma2 - 1) * Math.log(eta)));
}

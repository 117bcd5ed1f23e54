import { logMeanExp } from '../math/log-sum-exp';
import type { Outcome } from './outcome';
import { failLook, passLook } from './state';
import { GRID, logRatioAt } from './sums';

/**
 * The grid mixture of one process by its definition, all outcomes at hand: no nodes, starts, bets or guard. The
 * reference that the stored form is tested against, and the plain process whose decision times are published.
 */
export function gridEvidence(outcomes: readonly Outcome[], r0: number, side: 'fail' | 'pass' = 'fail'): number {
  const looks = outcomes.map((outcome) => (side === 'fail' ? failLook(outcome, r0) : passLook(outcome, r0)));
  return logMeanExp(GRID.map((l) => looks.reduce((sum, look) => sum + logRatioAt(look, l), 0)));
}

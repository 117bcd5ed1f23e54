import { logAddExp } from '@/lib/judge/math/log-sum-exp';
import { type Placed, rankByStrength } from '@/lib/judge/rate/early';
import {
  deflationOneSided,
  earlySpread,
  isOverdispersed,
  looksOverdispersed,
  READY_BUCKETS,
} from '@/lib/judge/rate/guard';
import { isInformative, type Outcome } from '@/lib/judge/rate/outcome';
import { type Caution, sideParts } from '@/lib/judge/rate/side';
import { LOG_START_WEIGHTS, START_COUNT, segmentOf } from '@/lib/judge/rate/starts';
import { failLook } from '@/lib/judge/rate/state';
import { addLook, GRID, type Look, logRatioAt, STAKES, SUMS_SIZE } from '@/lib/judge/rate/sums';
import { addTotals, dispersion, noTotals, type Totals } from '@/lib/judge/rate/totals';

/** Error of the node polynomial, on the log scale, that a bound must allow for. */
const SLACK = 1e-6;
const [LEAST, MOST] = [GRID[0] as number, GRID.at(-1) as number];

/**
 * The fail side of lib/judge/rate, for tens of thousands of releases: production's own functions on sums that are kept
 * in place instead of being copied, without the pass side and the band. `process.test.ts` holds it to `addOutcome` and
 * `evaluateRate`, bit for bit.
 */
export class FailProcess {
  private readonly segments = new Float64Array(START_COUNT * SUMS_SIZE);
  private begun = 0;
  private totals: Totals = noTotals;
  private guarded = false;
  private early: Placed[] | null = [];

  constructor(
    private readonly origin: number,
    private readonly r0: number,
  ) {}

  /** Takes in one slot; returns by how much at most its e-value (log) can have grown, ∞ while that cannot be told. */
  add(outcome: Outcome): number {
    if (!isInformative(outcome)) return 0;
    const wasKnown = dispersion(this.totals) !== null;
    const placed = { look: failLook(outcome, this.r0), segment: segmentOf(this.origin, outcome.at) };
    this.totals = addTotals(this.totals, outcome);
    this.begun = Math.max(this.begun, placed.segment + 1);
    addLook(this.segments, placed.segment * SUMS_SIZE, placed.look);
    if (this.early === null) {
      if (!this.guarded) this.guarded = isOverdispersed(dispersion(this.totals), this.totals.buckets);
      return wasKnown ? mostGain(placed.look) : Number.POSITIVE_INFINITY;
    }
    this.early.push(placed);
    if (this.totals.buckets >= READY_BUCKETS) {
      this.early = null;
      this.guarded = isOverdispersed(dispersion(this.totals), this.totals.buckets);
    }
    return Number.POSITIVE_INFINITY;
  }

  /** `evaluateRate(…).fail` and whether the guard is on. */
  evaluate(): { fail: number; guarded: boolean } {
    const phi = dispersion(this.totals);
    const sums = this.segments.subarray(0, this.begun * SUMS_SIZE);
    const { request, bet } = sideParts(sums, LOG_START_WEIGHTS, this.caution(phi));
    const guarded = this.guarded || looksOverdispersed(phi, this.totals.buckets);
    return { fail: (guarded ? bet : logAddExp(request, bet)) - Math.LN2, guarded };
  }

  private caution(phi: number | null): Caution {
    const { worse, other, buckets } = this.totals;
    if (this.early) return { kind: 'early', ranked: rankByStrength(this.early), spread: earlySpread(phi, buckets) };
    if (phi !== null) return null;
    return { kind: 'one-sided', deflation: deflationOneSided(worse + other, buckets) };
  }
}

/** The most that any alternative, or any stake, gains by a look; 0 for starts that it says nothing to. */
export function mostGain(look: Look): number {
  const { up, total, theta } = look;
  if (up === 0) return 0;
  // The log-likelihood ratio is concave in l; at its top up/total = θe^l/(1 + θ(e^l − 1)).
  const top = up === total ? MOST : Math.log((up * (1 - theta)) / ((total - up) * theta));
  const byGrid = logRatioAt(look, Math.min(MOST, Math.max(LEAST, top)));
  const byStakes = Math.log(Math.max(1, 1 + (STAKES.at(-1) as number) * (up / (total * theta) - 1)));
  return Math.max(0, byGrid, byStakes) + SLACK;
}

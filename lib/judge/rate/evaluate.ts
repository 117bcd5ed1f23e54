import { logAddExp } from '../math/log-sum-exp';
import { addLookToBand, BAND_SIZE, type Band, bandOf } from './band';
import { type Placed, rankByStrength } from './early';
import { earlyBand } from './early-band';
import {
  cautiousSpread,
  deflationOneSided,
  earlySpread,
  isOverdispersed,
  looksOverdispersed,
  READY_BUCKETS,
} from './guard';
import { isInformative, type Outcome } from './outcome';
import { type Caution, type Parts, sideParts } from './side';
import { LOG_START_WEIGHTS, START_COUNT, segmentOf } from './starts';
import { failLook, passLook, type RateSpec, type RateState } from './state';
import { addLook, SUMS_SIZE } from './sums';
import { dispersion, estimateRatio, withTotals } from './totals';

/** What is known now. Evidence is a natural log of an e-value: at least −ln α fails, at least −ln β passes. */
export type RateEvidence = {
  fail: number;
  pass: number;
  parts: { fail: Parts; pass: Parts };
  /** φ (null while one side has no event), buckets with events, and whether the request-level process is out. */
  dispersion: { phi: number | null; buckets: number; guarded: boolean };
  worse: number;
  other: number;
  /** Always-valid band of the ratio canary over baseline, level 1 − α; null before the first event. */
  interval: Band | null;
  /** Estimated ratio; null before the baseline has an event. */
  estimate: number | null;
};

/** Both processes run from the start, each at half the level; where events cluster the request-level one is out. */
const combine = ({ request, bet }: Parts, guarded: boolean): number =>
  (guarded ? bet : logAddExp(request, bet)) - Math.LN2;

/** Scratch of one look. */
const sums = new Float64Array(START_COUNT * SUMS_SIZE);
const band = new Float64Array(BAND_SIZE);

/** Sums of the stored segments with the looks of the live outcomes added; they hold until the next call. */
function withLive(stored: readonly (readonly number[])[], live: readonly Placed[]): Float64Array {
  let begun = stored.length;
  for (const { segment } of live) begun = Math.max(begun, segment + 1);
  sums.fill(0);
  for (let k = 0; k < stored.length; k++) sums.set(stored[k] as number[], k * SUMS_SIZE);
  for (const { look, segment } of live) addLook(sums, segment * SUMS_SIZE, look);
  return sums.subarray(0, begun * SUMS_SIZE);
}

/**
 * Evidence of the state and of the slots that are still open (raw counts; more samples may come). Pure; nothing is
 * latched here except what the state holds: the caller keeps the running maximum in the recorded order of arrival.
 */
export function evaluateRate(state: RateState, { r0, alpha }: RateSpec, open: readonly Outcome[]): RateEvidence {
  const fresh = open.filter(isInformative);
  const live = [...state.early, ...fresh];
  const failing = live.map((each) => ({ look: failLook(each, r0), segment: segmentOf(state.origin, each.at) }));
  const passing = live.map((each) => ({ look: passLook(each, r0), segment: 0 }));
  const ofStep = passing.filter((_, i) => (live[i] as Outcome).at >= state.passSince);
  const totals = withTotals(state.totals, fresh);
  const phi = dispersion(totals);
  const early = totals.buckets < READY_BUCKETS;
  const deflation = phi === null && !early ? deflationOneSided(totals.worse + totals.other, totals.buckets) : null;
  const guess = earlySpread(phi, totals.buckets);
  const later: Caution = deflation === null ? null : { kind: 'one-sided', deflation };
  const failCaution: Caution = early ? { kind: 'early', ranked: rankByStrength(failing), spread: guess } : later;
  const passCaution: Caution = early ? { kind: 'early', ranked: rankByStrength(ofStep), spread: guess } : later;
  const fail = sideParts(withLive(state.segments, failing), LOG_START_WEIGHTS, failCaution);
  const pass = sideParts(withLive([state.pass], ofStep), [0], passCaution);
  const guarded = state.guarded || isOverdispersed(phi, totals.buckets) || looksOverdispersed(phi, totals.buckets);
  band.set(state.band);
  for (const { look } of failing.slice(state.early.length)) addLookToBand(band, look);
  const spread = deflation ?? (guarded ? cautiousSpread(phi, totals.buckets) : 1);
  let interval = totals.buckets > 0 ? bandOf(band, r0, alpha, spread) : null;
  if (interval !== null && early)
    interval = earlyBand(interval, band, failing, passing, (left) => bandOf(left, r0, alpha, spread));
  return {
    fail: combine(fail, guarded),
    pass: combine(pass, guarded),
    parts: { fail, pass },
    dispersion: { phi, buckets: totals.buckets, guarded },
    worse: totals.worse,
    other: totals.other,
    interval,
    estimate: estimateRatio(totals),
  };
}

import { logAddExp } from '../math/log-sum-exp';
import { addLookToBand, type Band, bandOf } from './band';
import { type Placed, rankByStrength, strongest } from './early';
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
import { LOG_START_WEIGHTS, segmentOf } from './starts';
import { failLook, passLook, type RateSpec, type RateState } from './state';
import { addLook, type Look, SUMS_SIZE } from './sums';
import { addTotals, dispersion, estimateRatio } from './totals';

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

/** Sums of the stored segments with the looks of the live outcomes added. */
function withLive(stored: readonly (readonly number[])[], live: readonly Placed[]): Float64Array {
  const begun = live.reduce((most, { segment }) => Math.max(most, segment + 1), stored.length);
  const sums = new Float64Array(begun * SUMS_SIZE);
  stored.forEach((segment, k) => {
    sums.set(segment, k * SUMS_SIZE);
  });
  for (const { look, segment } of live) addLook(sums, segment * SUMS_SIZE, look);
  return sums;
}

/** The band without these looks. */
function without(band: Float64Array, looks: readonly Look[]): Float64Array {
  const rest = Float64Array.from(band);
  for (const look of looks) addLookToBand(rest, look, -1);
  return rest;
}

/** The looks of the fail side that speak most for the canary: what an upper bound has to stand without. */
const mostReassuring = (outcomes: readonly Outcome[], r0: number): Look[] => {
  const byTheta = outcomes.map((outcome) => ({ outcome, look: passLook(outcome, r0), segment: 0 }));
  const left = new Set(strongest(rankByStrength(byTheta), 0));
  return byTheta.filter(({ look }) => left.has(look)).map(({ outcome }) => failLook(outcome, r0));
};

/**
 * Evidence of the state and of the slots that are still open (raw counts; more samples may come). Pure; nothing is
 * latched here except what the state holds: the caller keeps the running maximum in the recorded order of arrival.
 */
export function evaluateRate(state: RateState, { r0, alpha }: RateSpec, open: readonly Outcome[]): RateEvidence {
  const fresh = open.filter(isInformative);
  const live = [...state.early, ...fresh];
  const failing = live.map((each) => ({ look: failLook(each, r0), segment: segmentOf(state.origin, each.at) }));
  const passing = live
    .filter(({ at }) => at >= state.passSince)
    .map((outcome) => ({ look: passLook(outcome, r0), segment: 0 }));
  const totals = fresh.reduce(addTotals, state.totals);
  const phi = dispersion(totals);
  const early = totals.buckets < READY_BUCKETS;
  const worst = early ? rankByStrength(failing) : null;
  const deflation = phi === null && !early ? deflationOneSided(totals.worse + totals.other, totals.buckets) : null;
  const later: Caution = deflation === null ? null : { kind: 'one-sided', deflation };
  const guess = earlySpread(phi, totals.buckets);
  const failCaution: Caution = worst === null ? later : { kind: 'early', ranked: worst, spread: guess };
  const passCaution: Caution = early ? { kind: 'early', ranked: rankByStrength(passing), spread: guess } : later;
  const fail = sideParts(withLive(state.segments, failing), LOG_START_WEIGHTS, failCaution);
  const pass = sideParts(withLive([state.pass], passing), [0], passCaution);
  const guarded = state.guarded || isOverdispersed(phi, totals.buckets) || looksOverdispersed(phi, totals.buckets);
  const band = Float64Array.from(state.band);
  for (const outcome of fresh) addLookToBand(band, failLook(outcome, r0));
  const spread = deflation ?? (guarded ? cautiousSpread(phi, totals.buckets) : 1);
  let interval = totals.buckets > 0 ? bandOf(band, r0, alpha, spread) : null;
  if (interval !== null && worst !== null) {
    const low = bandOf(without(band, strongest(worst, 0)), r0, alpha, spread)?.lower ?? 0;
    const high = bandOf(without(band, mostReassuring(live, r0)), r0, alpha, spread)?.upper ?? null;
    const upper = interval.upper === null || high === null ? null : Math.max(interval.upper, high);
    interval = { lower: Math.min(interval.lower, low), upper };
  }
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

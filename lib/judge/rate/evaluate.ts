import { logAddExp, logSumExp } from '../math/log-sum-exp';
import { addLookToBand, type Band, bandOf } from './band';
import { careful, requestWithoutStrongest } from './early';
import { isOverdispersed, looksOverdispersed, READY_BUCKETS } from './guard';
import { isInformative, type Outcome } from './outcome';
import { LOG_START_WEIGHTS, segmentOf } from './starts';
import { failLook, passLook, type RateSpec, type RateState } from './state';
import { addLook, betEvidence, requestEvidence, SUMS_SIZE } from './sums';
import { addTotals, dispersion, estimateRatio } from './totals';

/** Natural logs of the two e-values of one side. */
export type Parts = { request: number; bet: number };

/** What is known now. Evidence is a natural log of an e-value: at least −ln α fails, at least −ln β passes. */
export type RateEvidence = {
  fail: number;
  pass: number;
  parts: { fail: Parts; pass: Parts };
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

/** The fail side: suffix sums of the segments give the process of each start; starts not begun count as E = 1. */
function failParts(segments: Float64Array, begun: number): Parts {
  const running = new Float64Array(SUMS_SIZE);
  const request = [...LOG_START_WEIGHTS];
  const bet = [...LOG_START_WEIGHTS];
  for (let k = begun - 1; k >= 0; k--) {
    for (let i = 0; i < SUMS_SIZE; i++) {
      running[i] = (running[i] as number) + (segments[k * SUMS_SIZE + i] as number);
    }
    request[k] = (request[k] as number) + requestEvidence(running);
    bet[k] = (bet[k] as number) + betEvidence(running);
  }
  return { request: logSumExp(request), bet: logSumExp(bet) };
}

/**
 * Evidence of the state and of the slots that are still open (raw counts; more samples may come). Pure; nothing is
 * latched here except what the state holds: the caller keeps the running maximum in the recorded order of arrival.
 */
export function evaluateRate(state: RateState, spec: RateSpec, open: readonly Outcome[]): RateEvidence {
  const live = [...state.early, ...open].filter(isInformative);
  const placed = live.map((outcome) => ({ outcome, segment: segmentOf(state.origin, outcome.at) }));
  const begun = placed.reduce((most, { segment }) => Math.max(most, segment + 1), state.segments.length);
  const segments = new Float64Array(begun * SUMS_SIZE);
  state.segments.forEach((sums, k) => {
    segments.set(sums, k * SUMS_SIZE);
  });
  const passSums = Float64Array.from(state.pass);
  const band = Float64Array.from(state.band);
  for (const { outcome, segment } of placed) {
    addLook(segments, segment * SUMS_SIZE, failLook(outcome, spec.r0));
    if (outcome.at >= state.passSince) addLook(passSums, 0, passLook(outcome, spec.r0));
  }
  let totals = state.totals;
  for (const outcome of open.filter(isInformative)) {
    totals = addTotals(totals, outcome);
    addLookToBand(band, failLook(outcome, spec.r0));
  }
  const fail = failParts(segments, begun);
  const pass = { request: requestEvidence(passSums), bet: betEvidence(passSums) };
  if (totals.buckets < READY_BUCKETS) {
    const failLooks = placed.map(({ outcome, segment }) => ({ look: failLook(outcome, spec.r0), segment }));
    const passLooks = live
      .filter(({ at }) => at >= state.passSince)
      .map((outcome) => ({ look: passLook(outcome, spec.r0), segment: 0 }));
    fail.request = careful(fail.request, requestWithoutStrongest(failLooks, LOG_START_WEIGHTS));
    pass.request = careful(pass.request, requestWithoutStrongest(passLooks, [0]));
  }
  const phi = dispersion(totals);
  const guarded = state.guarded || isOverdispersed(phi, totals.buckets) || looksOverdispersed(phi, totals.buckets);
  return {
    fail: combine(fail, guarded),
    pass: combine(pass, guarded),
    parts: { fail, pass },
    dispersion: { phi, buckets: totals.buckets, guarded },
    worse: totals.worse,
    other: totals.other,
    interval: totals.buckets > 0 ? bandOf(band, spec.r0, spec.alpha, guarded ? (phi ?? 1) : 1) : null,
    estimate: estimateRatio(totals),
  };
}

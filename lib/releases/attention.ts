import type { GateEvaluation, Verdict } from '@/lib/gates/schema';
import type { ReleaseState } from './state';
import { isTerminal } from './status';

const SEVERITY: readonly Verdict[] = ['fail', 'no_data', 'inconclusive', 'pass'];

/** The verdict of a release: that of its worst gate; null where nothing is watched. */
export function verdictOf(gates: readonly Pick<GateEvaluation, 'verdict'>[]): Verdict | null {
  return SEVERITY.find((verdict) => gates.some((gate) => gate.verdict === verdict)) ?? null;
}

type Facts = Pick<ReleaseState, 'status' | 'desired' | 'blockers' | 'hold' | 'fails'>;

/** A gate that is more than half proven worse: the release looks after itself, but not for long. */
const leansWorse = (gates: readonly GateEvaluation[]): boolean =>
  gates.some(({ verdict, evidence }) => verdict !== 'pass' && (evidence?.worse ?? 0) >= 0.5);

/**
 * How much a release wants a person, 9 (users are hurt) to 0 (over): the first row that matches of screens.md §5.
 * @param observed hundredths of a percent the provider reports; null counts as what was asked
 */
export function attentionClass(state: Facts, gates: readonly GateEvaluation[], observed: number | null): number {
  const { status, blockers } = state;
  const kinds = new Set(blockers.map((blocker) => blocker.kind));
  if (status === 'rollback_failed') return 9;
  if (status === 'rolling_back') return 7;
  if (isTerminal(status)) return 0;
  const verdict = Object.keys(state.fails).length > 0 ? 'fail' : verdictOf(gates);
  if (verdict === 'fail' && (observed ?? state.desired) > 0) return 8;
  const waits = kinds.has('freeze') || kinds.has('budget') || kinds.has('incident');
  const approval = status === 'awaiting_approval' || kinds.has('approval');
  if (approval && [...kinds].every((kind) => kind === 'approval')) return 6;
  // What is given now counts when the gate lets it on: without it, the release would wait once more.
  if (kinds.has('approval') && [...kinds].every((kind) => kind === 'approval' || kind === 'gate')) return 5;
  if (kinds.has('provider') || kinds.has('no_data') || kinds.has('manual') || (status === 'paused' && !waits)) return 5;
  if (waits) return 4;
  if (status === 'holding' && (leansWorse(gates) || (verdict === 'inconclusive' && (state.hold?.extendedMs ?? 0) > 0)))
    return 3;
  return status === 'pending' || status === 'awaiting_approval' ? 1 : 2;
}

/**
 * Orders releases of one class: a tier is worth four hours of waiting, a percent of everybody three minutes, a doubling
 * of harm one hour. Time alone never swaps two releases (screens.md §5).
 * @param exposedPercent share of everybody who sees it, 0–100
 * @param extraFailures failures a minute more than the baseline would have had
 * @param sinceMs epoch ms when its class was entered
 */
export function attentionPriority(facts: {
  tier: number;
  exposedPercent: number;
  extraFailures: number | null;
  sinceMs: number;
}): number {
  const harm = facts.extraFailures === null ? 0 : Math.floor(Math.log2(1 + Math.max(0, facts.extraFailures)));
  return 240 * (3 - facts.tier) + 3 * facts.exposedPercent + 60 * harm - Math.floor(facts.sinceMs / 60_000);
}

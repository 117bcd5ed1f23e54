/**
 * One gate in a family. `logP` is the natural log of its anytime p-value, min(0, −max log E) over the looks of this gate
 * alone. Never hand in averages of such maxima: a mean of latched e-values is not an e-value.
 */
export type FamilyGate = { name: string; logP: number; alpha: number };

/**
 * ln(p/α): unequal levels are compared on this scale. At most 0 means that the gate alone, without its siblings, fails.
 * A p-value is at most 1, so no evidence in favour of health is carried over to others.
 */
export const logQ = (gate: FamilyGate): number => Math.min(0, gate.logP) - Math.log(gate.alpha);

const ranked = <G extends FamilyGate>(gates: readonly G[]): G[] =>
  [...gates].sort((a, b) => logQ(a) - logQ(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

/**
 * Rounding of a log-sum must not turn E = 1/α into a near miss, so levels are compared with this slack (relative, in p).
 */
const SLACK = 1e-12;
const within = (gate: FamilyGate, share: number): boolean => logQ(gate) <= -Math.log(share) + SLACK;

/** Bonferroni: gate i of m fails when p_i ≤ α_i/m (E_i ≥ m/α_i). Names in the order given. */
export function bonferroni(gates: readonly FamilyGate[]): string[] {
  return gates.filter((gate) => within(gate, gates.length)).map((gate) => gate.name);
}

/**
 * Holm with unequal levels: in order of q_i = p_i/α_i, gates fail while q_(i) ≤ 1/(m − i + 1). Where T healthy gates are
 * k in number, the first false rejection needs p_i ≤ α_i/k for one of them: together at most their mean α, whatever the
 * dependence between gates. Anytime p-values only fall, so a gate once failed stays failed. Names, surest first.
 */
export function holm(gates: readonly FamilyGate[]): string[] {
  const order = ranked(gates);
  const kept = order.findIndex((gate, i) => !within(gate, order.length - i));
  return order.slice(0, kept === -1 ? order.length : kept).map((gate) => gate.name);
}

/**
 * Partial conjunction (Benjamini & Heller 2008, Bonferroni form): at least k of the m gates are worse when
 * (m − k + 1)·q_(k) ≤ 1. Names of the gates on which the finding stands (all with that q), surest first; else none.
 */
export function partialConjunction(k: number, gates: readonly FamilyGate[]): string[] {
  const order = ranked(gates);
  const kth = order[k - 1];
  if (k < 1 || kth === undefined) return [];
  const spread = order.length - k + 1;
  return within(kth, spread) ? order.filter((gate) => within(gate, spread)).map((gate) => gate.name) : [];
}

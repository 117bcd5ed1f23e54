import { bonferroni, type FamilyGate, holm, partialConjunction } from './family';

/** A gate of a release at a look. */
export type ManyGate = FamilyGate & {
  /** Always-valid lower bound of the effect (ratio to what is compared with) at the gate's level; null where unknown. */
  lower?: number | null;
  /** Counts among `failingGates`: not critical and `onFail: "rollback"`. Default true. */
  joins?: boolean;
};

/** `failingGates` of the plan (1: any gate fails by itself), and the effect from which one gate suffices. */
export type ManyRule = { failingGates: number; severeEffect?: number | null };

/**
 * `alone`: fails by itself after Holm. `jointly`: not by itself, but at least `failingGates` gates are worse together.
 * `severe`: fails by itself at α/m and its effect is at least `severeEffect`, which needs no second gate.
 */
export type Failing = { name: string; by: 'alone' | 'jointly' | 'severe' };

/**
 * Which gates fail, each at level α for the family of all gates at all looks. A gate on its own goes through Holm. With
 * `failingGates` k ≥ 2, the joining gates are also asked whether k of them are worse together, (m − k + 1)·p_(k) ≤ α, and
 * a single gate is enough where its effect is severe.
 *
 * With all gates healthy and k = 2, Holm and the joint path together raise a false alarm with probability at most
 * α(1 + 1/(2(m − 1))) under the worst dependence imaginable (severe gates fail Holm too, they add none); the tests find
 * it below α. The result is in the order of the gates given.
 */
export function decideMany(gates: readonly ManyGate[], rule: ManyRule): { failing: Failing[] } {
  const k = Math.max(1, rule.failingGates);
  const alone = new Set(holm(gates));
  const jointly = new Set(
    k > 1
      ? partialConjunction(
          k,
          gates.filter((gate) => gate.joins !== false),
        )
      : [],
  );
  const sure = new Set(bonferroni(gates));
  const severe = (gate: ManyGate): boolean =>
    k > 1 && rule.severeEffect != null && sure.has(gate.name) && (gate.lower ?? 0) >= rule.severeEffect;
  return {
    failing: gates.flatMap((gate): Failing[] => {
      if (severe(gate)) return [{ name: gate.name, by: 'severe' }];
      if (alone.has(gate.name)) return [{ name: gate.name, by: 'alone' }];
      return jointly.has(gate.name) ? [{ name: gate.name, by: 'jointly' }] : [];
    }),
  };
}

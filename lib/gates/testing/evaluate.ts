import { evaluateGates } from '../decide';
import type { GateContext } from '../facts';
import type { GateMemory, GateRecord } from '../fold';
import type { GateEvaluation, GateSpec } from '../schema';
import type { Slot } from '../slots';

/** One gate looked at as if it were the plan's only one. */
export function evaluateGate(
  name: string,
  spec: GateSpec,
  memory: GateMemory,
  context: GateContext,
  closed: readonly Slot[] = [],
): { evaluation: GateEvaluation; record: GateRecord } {
  const rules = { sequential: spec.method === 'sequential' ? 1 : 0, failingGates: 1, severeEffect: null };
  const { gates, records } = evaluateGates([[name, spec]], memory, closed, () => context, rules, null);
  const [evaluation] = gates;
  const record = records[name];
  if (!evaluation || !record) throw new Error(`the gate ${name} was not evaluated`);
  return { evaluation, record };
}

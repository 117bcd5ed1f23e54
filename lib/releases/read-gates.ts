import type { Sql } from '@/lib/db/sql';
import { arithmeticOf } from '@/lib/gates/arithmetic';
import { explainGate } from '@/lib/gates/explain';
import type { GateEvaluation, GateSpec } from '@/lib/gates/schema';
import { type PlanSpec, stepGates } from '@/lib/plans/schema';
import { noRelease } from './read-model';

/** One gate of a release's plan: what it last said, as in the release, where it stands in the plan and how it judges. */
export type GateOfRelease = Partial<Omit<GateEvaluation, 'verdict'>> & {
  name: string;
  /** Null before the first look. */
  verdict: GateEvaluation['verdict'] | null;
  steps: number[];
  spec: GateSpec;
  /** The verdict told in full, a line each; none before the first look. */
  explanation: string[];
  /** The same numbers as one would do them again by hand; none before the first look. */
  arithmetic: string[];
};

const NOTHING_SAID = { explanation: [], arithmetic: [] };

export async function readGates(sql: Sql, id: string): Promise<GateOfRelease[]> {
  const [row] = await sql.query<{ plan: PlanSpec; gates: GateEvaluation[] }>(
    'SELECT plan, gates FROM release WHERE id = $1',
    [id],
  );
  if (!row) throw noRelease(id);
  return Object.entries(row.plan.gates).map(([name, spec]) => {
    const said = row.gates.find((gate) => gate.name === name);
    const steps = row.plan.steps.flatMap((_, i) => (stepGates(row.plan, i).includes(name) ? [i] : []));
    const told = said ? { explanation: explainGate(said), arithmetic: arithmeticOf(said) } : NOTHING_SAID;
    return { name, verdict: null, ...said, steps, spec, ...told };
  });
}

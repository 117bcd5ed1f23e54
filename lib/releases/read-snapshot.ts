import { z } from 'zod';
import type { Sql } from '@/lib/db/sql';
import { type PlanSpec, planSpecSchema } from '@/lib/plans/schema';
import { noRelease } from './read-model';
import type { ReleaseState } from './state';

export const snapshotSchema = z.object({
  release: z.string(),
  revision: z.int(),
  plan: z.object({ name: z.string(), version: z.int(), spec: planSpecSchema }),
  baselineVersion: z.string().nullable(),
  /** What the state machine remembers: times in epoch ms, exposures in hundredths of a percent. */
  state: z.record(z.string(), z.unknown()),
  /** What the gates remember of this step. */
  gateMemory: z.record(z.string(), z.unknown()),
});
export type SnapshotView = Omit<z.infer<typeof snapshotSchema>, 'state'> & { state: ReleaseState };

type Row = Omit<SnapshotView, 'plan'> & { planName: string; planVersion: number; plan: PlanSpec };

/** The immutable plan a release started with, and exactly what its next decision will start from. */
export async function readSnapshot(sql: Sql, id: string): Promise<SnapshotView> {
  const [row] = await sql.query<Row>(
    `SELECT id AS release, revision, plan_name AS "planName", plan_version AS "planVersion", plan,
       baseline_version AS "baselineVersion", state, gate_memory AS "gateMemory" FROM release WHERE id = $1`,
    [id],
  );
  if (!row) throw noRelease(id);
  const { planName, planVersion, plan, ...rest } = row;
  return { ...rest, plan: { name: planName, version: planVersion, spec: plan } };
}

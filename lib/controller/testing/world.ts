import type { Principal } from '@/lib/access/principal';
import { type Mechanism, type PlanInput, planSpecSchema } from '@/lib/plans/schema';
import { createRelease } from '@/lib/releases/create-release';
import type { LaneDeps } from '@/lib/releases/lane/deps';
import { judgeByTelemetry } from '@/lib/releases/lane/evidence';
import type { Judge } from '@/lib/releases/lane/gates';
import { ensurePartitions } from '@/lib/telemetry/partitions';
import type { TestDatabase } from '@/lib/testing/database';

export const ANNA: Principal = { kind: 'user', person: 'anna', name: 'Anna' };
export const BEN: Principal = { kind: 'user', person: 'ben', name: 'Ben' };

export type Doors = Pick<TestDatabase, 'sql' | 'inTransaction' | 'url'>;

export const laneDeps = (db: Doors, judge: Judge = judgeByTelemetry): LaneDeps => ({
  inTransaction: db.inTransaction,
  judge,
});

export type ServiceOptions = {
  provider: { readonly url: string };
  /** Whether what it reports can be read back. */
  readBack?: boolean;
  onNewer?: 'queue' | 'replace' | 'reject';
  plan?: string;
  rings?: boolean;
};

export async function putService(db: Doors, name: string, options: ServiceOptions) {
  const { provider, readBack, onNewer = 'queue', plan = 'plan', rings = false } = options;
  const webhook = {
    kind: 'webhook',
    url: `${provider.url}/hook`,
    rings,
    ...(readBack ? { statusUrl: `${provider.url}/status?service=${name}` } : {}),
  };
  await db.sql.query(
    `INSERT INTO service (name, display_name, owner, tier, plan, on_newer, rollback_window_ms, provider, telemetry)
     VALUES ($1, $1, 'team', 2, $2, $3, 604800000, $4, '{"kind":"push"}')`,
    [name, plan, onNewer, JSON.stringify(webhook)],
  );
  await db.sql.query('INSERT INTO service_control (service) VALUES ($1)', [name]);
}

/** A plan by its stairs, each "ring exposure hold": `plan('canary', 'early 10 1h', 'broad 100 0s')`. */
export const plan = (mechanism: Mechanism, ...stairs: `${string} ${number} ${string}`[]): PlanInput => ({
  mechanism,
  steps: stairs.map((stair) => {
    const [ring = '', exposure, hold = ''] = stair.split(' ');
    return { ring, exposure: Number(exposure), hold };
  }),
});

/** The plans by their names; a service that names none has "plan". */
export async function putPlans(db: Doors, plans: Record<string, PlanInput>) {
  for (const [name, spec] of Object.entries(plans))
    await db.sql.query('INSERT INTO plan (name, spec) VALUES ($1, $2)', [
      name,
      JSON.stringify(planSpecSchema.parse(spec)),
    ]);
  await ensurePartitions(db.sql, Date.now() - 86_400_000, Date.now() + 86_400_000);
}

export const release = (db: Doors, service: string, version: string) =>
  createRelease(laneDeps(db), { service, version }, ANNA);

export type Row = {
  id: string;
  status: string;
  desired: number;
  generation: number;
  reason: string;
  state: { blockers: { kind: string; detail: string }[] };
};

export async function rowOf(db: Doors, id: string): Promise<Row> {
  const [row] = await db.sql.query<Row>(
    'SELECT id, status, desired, generation, reason, state FROM release WHERE id = $1',
    [id],
  );
  if (!row) throw new Error(`no release ${id}`);
  return row;
}

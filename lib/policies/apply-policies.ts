import type { Principal } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import type { Sql } from '@/lib/db/sql';
import { chainOf } from '@/lib/freezes/put-freeze';
import { SCOPES_OF } from '@/lib/freezes/scope';
import { wakeScopes } from '@/lib/freezes/wake-scope';
import { type BudgetState, judgeBudget, policyFor, type Ruling } from './judge';
import type { PolicySpec } from './schema';
import { loadPolicies } from './store';

const RAMPART: Principal = { kind: 'controller', person: 'controller', name: 'Rampart' };
/** Services whose rows are locked at once. */
const AT_ONCE = 100;

type Row = BudgetState & { scopes: string[] };

// Only what may matter: budgets at or below the highest mark of any policy, those that burn, and those without data.
const STATES = `
SELECT st.service, st.slo, st.remaining, st.burning, st.no_data AS "noData", ${SCOPES_OF}
FROM slo_state st JOIN service s ON s.name = st.service AND s.archived_at IS NULL
WHERE st.no_data OR st.remaining <= $1 OR st.burning <> '[]'::jsonb ORDER BY st.service, st.slo`;

const STANDING = `
SELECT name, scope AS service, in_flight AS "inFlight", reason, allows FROM "freeze" WHERE kind = 'budget' AND lifted_at IS NULL`;

/** What is to be set, said differently, and lifted. Pure. */
export function changesOf(
  wanted: readonly Ruling[],
  standing: readonly Ruling[],
  silent: ReadonlySet<string>,
): { set: Ruling[]; reworded: Ruling[]; lift: Ruling[] } {
  const before = new Map(standing.map((row) => [row.name, row]));
  const names = new Set(wanted.map(({ name }) => name));
  const same = (a: Ruling, b: Ruling) => a.inFlight === b.inFlight && a.allows.join() === b.allows.join();
  const set = wanted.filter((row) => {
    const known = before.get(row.name);
    return !known || !same(row, known);
  });
  return {
    set,
    reworded: wanted.filter((row) => !set.includes(row) && before.get(row.name)?.reason !== row.reason),
    lift: standing.filter(({ name }) => !names.has(name) && !silent.has(name)),
  };
}

type Deps = { sql: Sql; inTransaction: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T> };

/**
 * Sets and lifts what error budgets forbid, by the policy of each service: rows of kind `budget` among the freezes.
 * Each minute, and when a policy changes. Any number of replicas: what is there already is not set again.
 */
export async function applyPolicies(
  { sql, inTransaction }: Deps,
  now: number,
): Promise<{ set: number; lifted: number }> {
  const policies = await loadPolicies(sql);
  const mark = Math.max(
    0,
    ...[...policies.values()].flatMap(({ rules }) => rules.map((rule) => rule.remainingAtMost ?? 0)),
  );
  const states = await sql.query<Row>(STATES, [mark]);
  const standing = await sql.query<Ruling>(STANDING);
  const { wanted, silent } = rulings(states, policies);
  const { set, reworded, lift } = changesOf(wanted, standing, silent);
  for (const { name, reason } of reworded)
    await sql.query(`UPDATE "freeze" SET reason = $2 WHERE name = $1 AND kind = 'budget' AND lifted_at IS NULL`, [
      name,
      reason,
    ]);
  const services = [...new Set([...set, ...lift].map(({ service }) => service))].sort();
  for (let i = 0; i < services.length; i += AT_ONCE) {
    const part = new Set(services.slice(i, i + AT_ONCE));
    await inTransaction(async (tx) => {
      await wakeScopes(tx, [...part]);
      for (const row of set) if (part.has(row.service)) await setRow(tx, row, now);
      for (const row of lift) if (part.has(row.service)) await liftRow(tx, row, now);
    });
  }
  return { set: set.length, lifted: lift.length };
}

function rulings(states: readonly Row[], policies: ReadonlyMap<string, PolicySpec>) {
  const wanted: Ruling[] = [];
  const silent = new Set<string>();
  for (const state of states) {
    const policy = policyFor(policies, state.scopes);
    const judged = judgeBudget(policy, state);
    wanted.push(...judged.rulings);
    if (judged.silent) for (const kind of ['budget', 'burn']) silent.add(`${kind}:${state.service}:${state.slo}`);
  }
  return { wanted, silent };
}

async function setRow(sql: Sql, { name, service, inFlight, reason, allows }: Ruling, now: number): Promise<void> {
  const [set] = await sql.query(
    `INSERT INTO "freeze" AS f (name, kind, scope, reason, starts_at, created_by, created_at, in_flight, allows)
     VALUES ($1, 'budget', $2, $3, $4, 'Rampart', $4, $5, $6)
     ON CONFLICT (name) DO UPDATE SET reason = excluded.reason, in_flight = excluded.in_flight, allows = excluded.allows,
       starts_at = CASE WHEN f.lifted_at IS NULL THEN f.starts_at ELSE excluded.starts_at END,
       created_at = excluded.created_at, lifted_at = NULL, lifted_by = NULL
       WHERE f.lifted_at IS NOT NULL OR f.in_flight <> excluded.in_flight OR f.allows IS DISTINCT FROM excluded.allows
     RETURNING name`,
    [name, service, reason, new Date(now), inFlight, allows],
  );
  if (!set) return;
  const data = { freeze: name, scope: { service }, inFlight, ...(allows.length > 0 ? { allows } : {}) };
  await appendAudit(sql, [
    {
      ...chainOf(service),
      actor: RAMPART,
      type: 'freeze.set',
      reason,
      data: { ...data, kind: 'budget' },
      at: new Date(now),
    },
  ]);
}

async function liftRow(sql: Sql, { name, service }: Ruling, now: number): Promise<void> {
  const [lifted] = await sql.query(
    `UPDATE "freeze" SET lifted_at = $2, lifted_by = 'Rampart' WHERE name = $1 AND kind = 'budget' AND lifted_at IS NULL RETURNING name`,
    [name, new Date(now)],
  );
  if (!lifted) return;
  const reason = 'the budget is back within its policy';
  await appendAudit(sql, [
    {
      ...chainOf(service),
      actor: RAMPART,
      type: 'freeze.lifted',
      reason,
      data: { freeze: name, kind: 'budget' },
      at: new Date(now),
    },
  ]);
}

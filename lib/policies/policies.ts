import type { Principal } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import type { Clock } from '@/lib/clock';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { chainOf, refuseScope } from '@/lib/freezes/put-freeze';
import { scopeOf, scopeText, scopeWords } from '@/lib/freezes/scope';
import { enqueue } from '@/lib/jobs/outbox';
import { contentTag, requireTag } from '@/lib/shared/concurrency';
import { DEFAULT_POLICY, type PolicyInput, type PolicyList, type PolicySpec, type PolicyView } from './schema';

type Deps = { sql: Sql; inTransaction: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T>; clock: Clock };

type Row = { name: string; scope: string; spec: PolicySpec; createdBy: string; createdAt: Date; updatedAt: Date };
const SELECT = `SELECT name, scope, spec, created_by AS "createdBy", created_at AS "createdAt", updated_at AS "updatedAt" FROM budget_policy`;

const viewOf = ({ name, scope, spec, createdBy, createdAt, updatedAt }: Row): PolicyView => ({
  name,
  scope: scopeOf(scope),
  rules: spec.rules,
  allows: spec.allows,
  createdBy,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

export const policyTag = ({ scope, rules, allows }: PolicyView): string => contentTag({ scope, rules, allows });

export async function listPolicies(sql: Sql): Promise<PolicyList> {
  const rows = await sql.query<Row>(`${SELECT} ORDER BY name`);
  return { items: rows.map(viewOf), builtIn: DEFAULT_POLICY };
}

export async function getPolicy(sql: Sql, name: string): Promise<PolicyView> {
  const [row] = await sql.query<Row>(`${SELECT} WHERE name = $1`, [name]);
  if (!row) throw new AppError('not_found', `There is no error-budget policy named "${name}".`);
  return viewOf(row);
}

type Put = { name: string; input: PolicyInput; principal: Principal; expected: string | null };

/** Sets or replaces the policy of a scope; budgets are looked at anew within seconds. */
export async function putPolicy(deps: Deps, put: Put): Promise<{ policy: PolicyView; created: boolean }> {
  const { name, input, principal } = put;
  const scope = scopeText(input.scope);
  const now = deps.clock.now();
  const at = new Date(now);
  return deps.inTransaction(async (sql) => {
    await refuseScope(sql, input.scope);
    const [before] = await sql.query<Row>(`${SELECT} WHERE name = $1 FOR UPDATE`, [name]);
    requireTag(`Policy ${name}`, put.expected, before ? policyTag(viewOf(before)) : null);
    const [other] = await sql.query<{ name: string }>(
      'SELECT name FROM budget_policy WHERE scope = $1 AND name <> $2',
      [scope, name],
    );
    if (other) {
      const message = `"${other.name}" speaks of ${scopeWords(input.scope)} already`;
      throw new AppError('unprocessable', `scope: ${message}`, { errors: [{ path: 'scope', message }] });
    }
    const spec: PolicySpec = { rules: input.rules, allows: input.allows };
    await sql.query(
      `INSERT INTO budget_policy (name, scope, spec, created_by, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)
       ON CONFLICT (name) DO UPDATE SET scope = excluded.scope, spec = excluded.spec, updated_at = excluded.updated_at`,
      [name, scope, JSON.stringify(spec), principal.name, at],
    );
    await record(
      sql,
      principal,
      before ? 'policy.changed' : 'policy.created',
      scope,
      { policy: name, scope: input.scope, ...spec },
      now,
    );
    return { policy: await getPolicy(sql, name), created: !before };
  });
}

/** Takes a policy away: what is wider, or the built-in one, holds from then on. */
export async function deletePolicy(
  deps: Deps,
  { name, principal }: { name: string; principal: Principal },
): Promise<void> {
  await deps.inTransaction(async (sql) => {
    const [gone] = await sql.query<{ scope: string }>('DELETE FROM budget_policy WHERE name = $1 RETURNING scope', [
      name,
    ]);
    if (!gone) throw new AppError('not_found', `There is no error-budget policy named "${name}".`);
    await record(
      sql,
      principal,
      'policy.deleted',
      gone.scope,
      { policy: name, scope: scopeOf(gone.scope) },
      deps.clock.now(),
    );
  });
}

async function record(
  sql: Sql,
  actor: Principal,
  type: string,
  scope: string,
  data: Record<string, unknown>,
  now: number,
) {
  await appendAudit(sql, [{ ...chainOf(scope), actor, type, data, at: new Date(now) }]);
  await enqueue(sql, now, [{ queue: 'budget-policies', data: {} }]);
}

import { reconcileBatch } from '@/lib/controller/reconcile';
import { createPool, type Sql, toSql, transactionOn } from '@/lib/db/sql';
import { judgeByTelemetry } from '@/lib/releases/lane/evidence';
import { benchPlan, holdingState, holdReleases, pushInterval } from './lane';
import { type BenchContext, type BenchRow, type BenchSuite, quantile } from './row';
import { scratchDatabase } from './scratch';

const FEW = 100;
const NOWHERE = 'http://127.0.0.1:9';
const MANY = 10_000;
const FINISHED = 1_000_000;
/** Rounds that do not count. */
const WARM_UP = 2;
/** How much dearer one reconcile may be at the far end and still be called flat. */
const FLAT = 1.2;

/** Reconciles per second, each with three gates on telemetry that arrived since the last look. */
export const controllerSuite: BenchSuite = async (context) => {
  const scratch = await scratchDatabase(context.databaseUrl);
  const pool = createPool(scratch.url);
  const sql = toSql(pool);
  const deps = {
    inTransaction: <T>(fn: (inner: Sql) => Promise<T>) => transactionOn(pool, fn),
    judge: judgeByTelemetry,
  };
  try {
    context.say('writing 1,000 finished releases …');
    await holdReleases(sql, 'few', FEW, NOWHERE, Date.now() - 60_000);
    await finish(sql, FINISHED / 1_000);
    const few = await measure(context, sql, deps, 'few', FEW, 30);
    const many = await measure(context, sql, deps, 'many', MANY, 3);
    context.say(`writing ${FINISHED.toLocaleString('en-US')} finished releases …`);
    await finish(sql, FINISHED);
    // What is measured is the cost of a long history, not of having just written it.
    await sql.query('VACUUM (ANALYZE) release');
    const after = await measure(context, sql, deps, 'few', FEW, 30);
    return rows(few, many, after);
  } finally {
    await pool.end();
    await scratch.drop();
  }
};

type Deps = Parameters<typeof reconcileBatch>[0];

/** Seconds per reconcile: the median of rounds in which every release has news and is due. */
async function measure(
  { say }: BenchContext,
  sql: Sql,
  deps: Deps,
  prefix: string,
  count: number,
  rounds: number,
): Promise<number> {
  const since = Date.now() - 60_000;
  const [there] = await sql.query('SELECT 1 FROM service WHERE name = $1', [`${prefix}-0`]);
  if (!there) await holdReleases(sql, prefix, count, NOWHERE, since);
  await sql.query('ANALYZE release');
  const perReconcile: number[] = [];
  for (let round = -WARM_UP; round < rounds; round += 1) {
    const [last] = await sql.query<{ at: number }>(
      `SELECT (extract(epoch FROM max(at)) * 1000)::float8 AS at FROM telemetry_sample WHERE service = $1`,
      [`${prefix}-0`],
    );
    await pushInterval(sql, prefix, count, Math.max(Date.now() - 50_000, (last?.at ?? 0) + 1_000));
    await sql.query(`UPDATE service_control SET due_at = now() WHERE service LIKE $1 || '-%'`, [prefix]);
    const start = performance.now();
    let looked = 0;
    while (looked < count) {
      const { releases, services } = await reconcileBatch(deps);
      looked += releases;
      if (services === 0) throw new Error(`only ${looked} of ${count} releases were due`);
    }
    // The first rounds warm up.
    if (round >= 0) perReconcile.push((performance.now() - start) / 1000 / looked);
  }
  await sql.query(`UPDATE service_control SET due_at = NULL WHERE service LIKE $1 || '-%'`, [prefix]);
  const [checked] = await sql.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM release WHERE service LIKE $1 || '-%' AND status = 'holding' AND jsonb_array_length(gates) = 3 AND verdict = 'pass'`,
    [prefix],
  );
  const median = quantile(perReconcile, 0.5);
  say(`${count} active: ${(1 / median).toFixed(0)}/s; ${checked?.n} hold with three passing gates`);
  return median;
}

async function finish(sql: Sql, count: number): Promise<void> {
  await sql.query(
    `INSERT INTO release (id, service, version, plan_name, plan_version, plan, mechanism, created_by, created_by_name, created_at, status, state,
                          step_index, desired, generation, started_at, finished_at, attention_class)
     SELECT gen_random_uuid(), 'few-' || (i % ${FEW}), 'old-' || $1 || '-' || i, 'bench', 1, $2, 'canary', 'bench', 'Bench', now(), 'completed', $3,
            1, 10000, 0, now(), now(), 0
     FROM generate_series(1, $1::int) i`,
    [count, JSON.stringify(benchPlan), JSON.stringify(holdingState(0))],
  );
}

function rows(few: number, many: number, after: number): BenchRow[] {
  return [
    { name: 'reconciles, 3 gates each, 100 active', value: 1 / few, unit: '/s', target: 500, better: 'higher' },
    { name: 'reconciles, 3 gates each, 10,000 active', value: 1 / many, unit: '/s', target: 500, better: 'higher' },
    { name: 'reconciles with 10⁶ finished releases', value: 1 / after, unit: '/s', target: 500, better: 'higher' },
    { name: 'cost of one reconcile, 10,000 ÷ 100 active', value: many / few, unit: '×', target: FLAT, better: 'lower' },
    { name: 'cost of one reconcile, 10⁶ ÷ 10³ finished', value: after / few, unit: '×', target: FLAT, better: 'lower' },
  ];
}

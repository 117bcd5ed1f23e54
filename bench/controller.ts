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
/** Turns in which every world is measured once more, and rounds of a hundred releases in each. */
const TURNS = 5;
const ROUNDS = 8;
/** How much dearer one reconcile may be at the far end and still be called flat. */
const FLAT = 1.2;

/**
 * Reconciles per second, each with three gates on telemetry that arrived since the last look. The three worlds lie in
 * databases of their own and are measured in turns, so that a neighbour on the machine slows all of them or none.
 */
export const controllerSuite: BenchSuite = async (context) => {
  const worlds: World[] = [];
  try {
    const few = await world(context, FEW, FINISHED / 1_000, worlds);
    const many = await world(context, MANY, FINISHED / 1_000, worlds);
    const old = await world(context, FEW, FINISHED, worlds);
    for (const one of worlds) await round(one);
    for (const one of worlds) one.perReconcile.length = 0;
    for (let turn = 0; turn < TURNS; turn += 1) {
      for (let i = 0; i < ROUNDS; i += 1) for (const one of [few, old]) await round(one);
      await round(many);
    }
    for (const one of worlds) await check(one);
    return rows(few, many, old);
  } finally {
    for (const one of worlds) await one.close();
  }
};

type World = {
  count: number;
  finished: number;
  sql: Sql;
  deps: Parameters<typeof reconcileBatch>[0];
  /** Seconds per reconcile, of each round. */
  perReconcile: number[];
  close: () => Promise<void>;
};

async function world(context: BenchContext, count: number, finished: number, worlds: World[]): Promise<World> {
  context.say(
    `writing ${count.toLocaleString('en-US')} active and ${finished.toLocaleString('en-US')} finished releases …`,
  );
  const scratch = await scratchDatabase(context.databaseUrl);
  const pool = createPool(scratch.url);
  const sql = toSql(pool);
  const deps = {
    inTransaction: <T>(fn: (inner: Sql) => Promise<T>) => transactionOn(pool, fn),
    judge: judgeByTelemetry,
  };
  const made = {
    ...{ count, finished, sql, deps, perReconcile: [] },
    close: async () => {
      await pool.end();
      await scratch.drop();
    },
  };
  worlds.push(made);
  await holdReleases(sql, 'bench', count, NOWHERE, Date.now() - 60_000);
  await finish(sql, finished);
  // What is measured is the cost of a long history, not of having just written it.
  await sql.query('VACUUM (ANALYZE) release');
  return made;
}

/** One round, in which every release has news and is due. */
async function round({ sql, deps, count, perReconcile }: World): Promise<void> {
  const [last] = await sql.query<{ at: number }>(
    `SELECT (extract(epoch FROM max(at)) * 1000)::float8 AS at FROM telemetry_sample WHERE service = 'bench-0'`,
  );
  await pushInterval(sql, 'bench', count, Math.max(Date.now() - 50_000, (last?.at ?? 0) + 1_000));
  await sql.query('UPDATE service_control SET due_at = now()');
  const start = performance.now();
  let looked = 0;
  while (looked < count) {
    const { releases, services } = await reconcileBatch(deps);
    looked += releases;
    if (services === 0) throw new Error(`only ${looked} of ${count} releases were due`);
  }
  perReconcile.push((performance.now() - start) / 1000 / looked);
  await sql.query('UPDATE service_control SET due_at = NULL');
}

/** What was measured must have been the whole work: three gates, each judged by what was pushed last. */
async function check({ sql, count }: World): Promise<void> {
  const [judged] = await sql.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM release r WHERE status = 'holding' AND 3 = (
       SELECT count(*) FROM jsonb_array_elements(r.gates) gate WHERE (gate->'samples'->>'canary')::float8 > 200)`,
  );
  if (judged?.n !== count) throw new Error(`only ${judged?.n} of ${count} releases hold with three judged gates`);
}

async function finish(sql: Sql, count: number): Promise<void> {
  await sql.query(
    `INSERT INTO release (id, service, version, plan_name, plan_version, plan, mechanism, created_by, created_by_name, created_at, status, state,
                          step_index, desired, generation, started_at, finished_at, attention_class)
     SELECT gen_random_uuid(), 'bench-' || (i % ${FEW}), 'old-' || $1 || '-' || i, 'bench', 1, $2, 'canary', 'bench', 'Bench', now(), 'completed', $3,
            1, 10000, 0, now(), now(), 0
     FROM generate_series(1, $1::int) i`,
    [count, JSON.stringify(benchPlan), JSON.stringify(holdingState(0))],
  );
}

function rows(few: World, many: World, old: World): BenchRow[] {
  const [a, b, c] = [few, many, old].map(({ perReconcile }) => quantile(perReconcile, 0.5)) as [number, number, number];
  return [
    { name: 'reconciles, 3 gates each, 100 active', value: 1 / a, unit: '/s', target: 500, better: 'higher' },
    { name: 'reconciles, 3 gates each, 10,000 active', value: 1 / b, unit: '/s', target: 500, better: 'higher' },
    { name: 'reconciles with 10⁶ finished releases', value: 1 / c, unit: '/s', target: 500, better: 'higher' },
    { name: 'cost of one reconcile, 10,000 ÷ 100 active', value: b / a, unit: '×', target: FLAT, better: 'lower' },
    { name: 'cost of one reconcile, 10⁶ ÷ 10³ finished', value: c / a, unit: '×', target: FLAT, better: 'lower' },
  ];
}

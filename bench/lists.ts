import { createPool } from '@/lib/db/sql';
import { planSpecSchema } from '@/lib/plans/schema';
import { initialState } from '@/lib/releases/state';
import { type BenchRow, type BenchSuite, quantile } from './row';
import { startWeb, TOKEN } from './web';

const RELEASES = 1_000_000;
const SERVICES = 200;
const REQUESTS = 400;

const plan = planSpecSchema.parse({
  mechanism: 'canary',
  steps: [
    { ring: 'internal', exposure: 5, hold: '10m' },
    { ring: 'broad', exposure: 100, hold: '10m' },
  ],
  gates: { errors: { sli: 'error_rate', compare: 'baseline' } },
});

/** `GET /api/v1/releases?limit=50` with a million finished releases behind it, one client, keep-alive. */
export const listsSuite: BenchSuite = async (context) => {
  const pool = createPool(context.databaseUrl);
  context.say(`writing ${RELEASES.toLocaleString('en-US')} finished releases …`);
  await pool.query(
    `INSERT INTO service (name, display_name, owner, tier, plan, rollback_window_ms, provider, telemetry)
     SELECT 'list-' || i, 'List ' || i, 'bench', 1 + i % 3, 'bench', 604800000, '{"kind":"webhook","url":"http://127.0.0.1:9"}', '{"kind":"push"}'
     FROM generate_series(0, $1 - 1) i`,
    [SERVICES],
  );
  await pool.query(`INSERT INTO service_control (service) SELECT name FROM service WHERE name LIKE 'list-%'`);
  const state = {
    ...initialState(),
    status: 'completed',
    step: 1,
    desired: 10_000,
    generation: 3,
    startedAt: Date.now(),
    finishedAt: Date.now(),
  };
  await pool.query(
    `INSERT INTO release (id, service, version, plan_name, plan_version, plan, mechanism, created_by, created_by_name, created_at, status, state,
                          step_index, desired, generation, started_at, finished_at, attention_class)
     SELECT (lpad(to_hex(1700000000000 + i), 12, '0') || '70008000000000000000')::uuid, 'list-' || (i % $1), '1.0.' || i, 'bench', 1, $2, 'canary',
            'bench', 'Bench', now(), 'completed', $3, 1, 10000, 3, now(), now(), 0
     FROM generate_series(1, $4) i`,
    [SERVICES, JSON.stringify(plan), JSON.stringify(state), RELEASES],
  );
  await pool.query('ANALYZE release');
  await pool.end();
  const web = await startWeb(context);
  const middle = cursorAt(RELEASES / 2);
  const lists: [name: string, query: string][] = [
    ['', ''],
    ['&service=…', '&service=list-7'],
    ['&status=completed', '&status=completed'],
    ['&service=…&status=completed', '&service=list-7&status=completed,rolled_back'],
    ['&cursor=… half-way', `&cursor=${middle}`],
    ['&service=…&cursor=… half-way', `&service=list-7&cursor=${middle}`],
  ];
  try {
    const rows: BenchRow[] = [];
    const floor = await p99(`${web.url}/api/healthz`, false);
    context.say(`GET /healthz, what the machine and Next take for nothing: p99 ${floor.toFixed(1)} ms`);
    for (const [name, query] of lists) {
      const value = await p99(`${web.url}/api/v1/releases?limit=50${query}`);
      rows.push({ name: `GET /releases?limit=50${name} at 10⁶, p99`, value, unit: 'ms', target: 30, better: 'lower' });
    }
    return rows;
  } finally {
    await web.stop();
  }
};

/** The cursor after the release that was written as number `i`. */
const cursorAt = (i: number): string => {
  const hex = (1_700_000_000_000 + i).toString(16).padStart(12, '0');
  return Buffer.from(JSON.stringify([`${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`])).toString(
    'base64url',
  );
};

/** The median of three rounds' p99: a neighbour on the machine who wakes up once does not decide it. */
async function p99(url: string, list = true): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < 3; round += 1) rounds.push(quantile(await times(url, list), 0.99));
  return quantile(rounds, 0.5);
}

/** Milliseconds of each request, after as many to warm up as a tenth of them. */
async function times(url: string, list: boolean): Promise<number[]> {
  const measured: number[] = [];
  for (let i = -REQUESTS / 10; i < REQUESTS; i += 1) {
    const start = performance.now();
    const answer = await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } });
    const body = (await answer.json()) as { items?: unknown[] };
    if (list && body.items?.length !== 50)
      throw new Error(`expected 50 releases, got ${answer.status} with ${body.items?.length}`);
    if (i >= 0) measured.push(performance.now() - start);
  }
  return measured;
}

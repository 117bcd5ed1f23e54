import { createPool } from '@/lib/db/sql';
import { planSpecSchema } from '@/lib/plans/schema';
import { initialState } from '@/lib/releases/state';
import { type BenchSuite, quantile } from './row';
import { startWeb, TOKEN } from './web';

const RELEASES = 1_000_000;
const SERVICES = 200;
/** Requests of one window, and how often each list has one. */
const REQUESTS = 200;
const TURNS = 10;

const plan = planSpecSchema.parse({
  mechanism: 'canary',
  steps: [
    { ring: 'internal', exposure: 5, hold: '10m' },
    { ring: 'broad', exposure: 100, hold: '10m' },
  ],
  gates: { errors: { sli: 'error_rate', compare: 'baseline' } },
});

/**
 * `GET /api/v1/releases?limit=50` with a million finished releases behind it, one client, keep-alive. Machines are shared:
 * the lists take turns, and what counts is the p99 of the window in which the neighbours slept most; the median is said.
 */
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
    ['&q=1.0.77', '&q=1.0.77'],
    ['&q=list-7 1.0.9', '&q=list-7+1.0.9'],
    ['&by=be…', '&by=be'],
    ['&from=…&to=… of an hour', `&from=${momentOf(RELEASES / 2)}&to=${momentOf(RELEASES / 2 + 600_000)}`],
    ['&service=…&cursor=… half-way', `&service=list-7&cursor=${middle}`],
  ];
  try {
    const windows = new Map<string, number[]>([
      ['healthz', []],
      ...lists.map(([name]) => [name, []] as [string, number[]]),
    ]);
    for (let turn = 0; turn < TURNS; turn += 1) {
      windows.get('healthz')?.push(await p99(`${web.url}/api/healthz`, false));
      for (const [name, query] of lists)
        windows.get(name)?.push(await p99(`${web.url}/api/v1/releases?limit=50${query}`, true));
    }
    const median = (name: string) => quantile(windows.get(name) ?? [], 0.5).toFixed(1);
    context.say(`median of the windows' p99: GET /healthz, which does nothing, ${median('healthz')} ms`);
    for (const [name] of lists) context.say(`  limit=50${name}: ${median(name)} ms`);
    return lists.map(([name]) => ({
      name: `GET /releases?limit=50${name} at 10⁶, p99`,
      value: Math.min(...(windows.get(name) ?? [])),
      unit: 'ms',
      target: 30,
      better: 'lower',
    }));
  } finally {
    await web.stop();
  }
};

/** When the release that was written as number `i` was announced, by its id. */
const momentOf = (i: number): string => new Date(1_700_000_000_000 + i).toISOString();

/** The cursor after the release that was written as number `i`. */
const cursorAt = (i: number): string => {
  const hex = (1_700_000_000_000 + i).toString(16).padStart(12, '0');
  return Buffer.from(JSON.stringify([`${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`])).toString(
    'base64url',
  );
};

const p99 = async (url: string, list: boolean): Promise<number> => quantile(await times(url, list), 0.99);

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

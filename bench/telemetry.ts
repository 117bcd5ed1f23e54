import { systemClock } from '@/lib/clock';
import { createPool, toSql } from '@/lib/db/sql';
import { parse } from '@/lib/http/parse';
import { ingestTelemetry } from '@/lib/telemetry/ingest';
import { ingestOtlp } from '@/lib/telemetry/otlp/ingest';
import { encodeRequest } from '@/lib/telemetry/otlp/wire';
import { createTelemetry, type Telemetry } from '@/lib/telemetry/runtime';
import { telemetryPushSchema } from '@/lib/telemetry/schema';
import { addServices } from '@/lib/telemetry/testing/fixtures';
import { CUMULATIVE, exportRequest, histogram, histogramPoint } from '@/lib/telemetry/testing/otlp';

export type BenchRow = { name: string; value: number; unit: string; target: number };

const BATCH = 100;
const IN_FLIGHT = 4;

/** Runs `work` from `IN_FLIGHT` loops for `seconds`; returns units per second, where `work` says how many it did. */
async function rate(seconds: number, work: (n: number) => Promise<number>): Promise<number> {
  const started = performance.now();
  const until = started + seconds * 1000;
  let done = 0;
  let n = 0;
  const loop = async () => {
    while (performance.now() < until) {
      const units = await work(n++);
      done += units;
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, loop));
  return done / ((performance.now() - started) / 1000);
}

/** A push as it comes over the wire: text, so that parsing is measured too. */
function pushBody(n: number, run: string): Uint8Array {
  const start = Math.floor(Date.now() / 10_000) * 10_000 - 3_600_000;
  const samples = Array.from({ length: BATCH }, (_, i) => ({
    version: i % 2 === 0 ? 'v1' : 'v2',
    at: new Date(start + Math.floor(i / 10) * 10_000).toISOString(),
    interval: '10s',
    requests: 1000 + i,
    errors: i % 3,
    latencyMs: { bounds: [5, 10, 25, 50, 100, 250, 500, 1000], counts: [10, 20, 400, 300, 200, 50, 15, 4, 1] },
    dimensions: { route: `/r${(i % 10) >> 1}` },
  }));
  return new TextEncoder().encode(JSON.stringify({ service: `bench-${n % 50}`, source: `${run}-${n}`, samples }));
}

const decoder = new TextDecoder();

async function pushRate(deps: Telemetry, seconds: number): Promise<number> {
  const run = `p${Date.now()}`;
  return rate(seconds, async (n) => {
    const body = parse(telemetryPushSchema, JSON.parse(decoder.decode(pushBody(n, run))), 'The body');
    return (await ingestTelemetry(deps, body)).accepted;
  });
}

/** One export of 20 instances with 5 series each, cumulative; every call is the next 10 s of the same series. */
function otlpBody(n: number, run: string): Uint8Array {
  const loop = n % IN_FLIGHT;
  const tick = Math.floor(n / IN_FLIGHT) + 1;
  const start = Date.now() - 600_000;
  const begun = otlpStarts.get(`${run}${loop}`) ?? start;
  otlpStarts.set(`${run}${loop}`, begun);
  const resourceMetrics = Array.from({ length: 20 }, (_, instance) => {
    const points = Array.from({ length: 5 }, (_, route) =>
      histogramPoint({ start: begun, end: begun + tick * 100 }, [tick * 5, tick * 3, tick, 0], {
        'http.response.status_code': 200,
        'http.route': `/r${route}`,
      }),
    );
    const options = { service: `bench-${instance}`, instance: `${run}-${loop}-${instance}` };
    return exportRequest(options, histogram(CUMULATIVE, ...points)).resourceMetrics as unknown[];
  });
  return encodeRequest({ resourceMetrics: resourceMetrics.flat() });
}

const otlpStarts = new Map<string, number>();

async function otlpRate(deps: Telemetry, seconds: number): Promise<number> {
  const run = `o${Date.now()}`;
  const bodies = Array.from({ length: 200 * seconds }, (_, n) => otlpBody(n, run));
  return rate(seconds, async (n) => {
    const body = bodies[n];
    if (!body) throw new Error('the bench prepared too few bodies');
    const { rejected } = await ingestOtlp(deps, body, 'application/x-protobuf', null);
    return BATCH - rejected.points;
  });
}

/** Measures ingest through the real verbs on the database at `url`, which must be migrated. */
export async function benchTelemetry(url: string, seconds = 5): Promise<BenchRow[]> {
  const pool = createPool(url);
  const sql = toSql(pool);
  const deps = createTelemetry({ sql, clock: systemClock, retentionDays: 90 });
  try {
    await sql.query("DELETE FROM service WHERE name LIKE 'bench-%'");
    await addServices(
      sql,
      Array.from({ length: 50 }, (_, i) => `bench-${i}`),
    );
    await pushRate(deps, 1);
    return [
      {
        name: 'telemetry push, batches of 100',
        value: await pushRate(deps, seconds),
        unit: 'samples/s',
        target: 20_000,
      },
      {
        name: 'OTLP protobuf, cumulative, 100 points',
        value: await otlpRate(deps, seconds),
        unit: 'points/s',
        target: 5_000,
      },
    ];
  } finally {
    await deps.wake.flush();
    await pool.end();
  }
}

if (process.argv[1]?.endsWith('bench/telemetry.ts')) {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('set DATABASE_URL to a migrated database');
  for (const row of await benchTelemetry(url)) {
    process.stdout.write(`${row.name}: ${Math.round(row.value)} ${row.unit} (target ${row.target})\n`);
  }
}

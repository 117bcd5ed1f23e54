import { request } from 'undici';
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
import type { BenchRow, BenchSuite } from './row';
import { startWeb, TOKEN } from './web';

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

/** The same pushes as requests to the web process: authentication, HTTP and Next included. */
async function httpRate(url: string, seconds: number): Promise<number> {
  const run = `h${Date.now()}`;
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  return rate(seconds, async (n) => {
    const answer = await request(`${url}/api/v1/telemetry`, { method: 'POST', headers, body: pushBody(n, run) });
    const body = (await answer.body.json()) as { accepted?: number };
    if (answer.statusCode !== 202) throw new Error(`push answered ${answer.statusCode}: ${JSON.stringify(body)}`);
    return body.accepted ?? 0;
  });
}

const row = (name: string, value: number, unit: string, target: number): BenchRow => ({
  name,
  value,
  unit,
  target,
  better: 'higher',
});

/** Ingest through the real verbs on the database at `url`, which must be migrated. */
export async function benchVerbs(url: string, seconds = 5): Promise<BenchRow[]> {
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
      row('telemetry push, batches of 100', await pushRate(deps, seconds), 'samples/s', 20_000),
      row('OTLP protobuf, cumulative, 100 points', await otlpRate(deps, seconds), 'points/s', 5_000),
    ];
  } finally {
    await deps.wake.flush();
    await pool.end();
  }
}

/** Telemetry ingest: by the verbs, and over HTTP through the production web process. */
export const telemetrySuite: BenchSuite = async (context) => {
  const verbs = await benchVerbs(context.databaseUrl);
  const web = await startWeb(context);
  try {
    await httpRate(web.url, 4);
    return [...verbs, row('telemetry push over HTTP', await httpRate(web.url, 5), 'samples/s', 20_000)];
  } finally {
    await web.stop();
  }
};

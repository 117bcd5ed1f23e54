import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createEgress } from '@/lib/providers/egress';
import { withTestDatabase } from '@/lib/testing/database';
import { createTelemetry } from '../runtime';
import { addServices } from '../testing/fixtures';
import type { PrometheusConfig } from './presets';
import { Puller, startPrometheusPuller } from './pull';
import { PULL_BODY_BYTES } from './wire';

const db = withTestDatabase();
const egress = createEgress({ maxBodyBytes: PULL_BODY_BYTES });
const servers: Server[] = [];
const processes: ChildProcess[] = [];
const folders: string[] = [];

afterAll(async () => {
  for (const child of processes) child.kill('SIGKILL');
  for (const server of servers) server.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await egress.close();
});

async function listen(answer: (url: URL) => { status?: number; body: string }): Promise<string> {
  const server = createServer((request, response) => {
    const { status = 200, body } = answer(new URL(request.url ?? '/', 'http://x'));
    response.writeHead(status).end(body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const STEP = 30_000;
const options = { stepMs: STEP, everyMs: 50, backfillMs: 600_000, lagMs: 0 };
const clock = { ms: Math.floor(Date.now() / STEP) * STEP - 3_600_000 };
const telemetry = () => createTelemetry({ sql: db.sql, clock: { now: () => clock.ms }, retentionDays: 90 });
const total = async (service: string) =>
  (
    await db.sql.query<{ n: number; requests: number }>(
      'SELECT count(*)::int AS n, sum(requests)::int AS requests FROM telemetry_sample WHERE service = $1',
      [service],
    )
  )[0];

/** Answers every query with ten requests per window, as a Prometheus would that has it all. */
const steady = (url: URL): { body: string } => {
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(url.searchParams.get(name)));
  const values: [number, string][] = [];
  for (let at = start ?? 0; at <= (end ?? 0); at += step ?? 1) values.push([at, '10.2']);
  return {
    body: JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: [{ metric: {}, values }] } }),
  };
};
const custom = (url: string): PrometheusConfig => ({
  kind: 'prometheus',
  url,
  queries: { error_rate: { requests: 'sum(increase(r{v="{{version}}"}[{{window}}]))' } },
});
const versions = { canary: 'v2', baseline: 'v1' };

describe('pulling from Prometheus', () => {
  it('backfills, then asks only for new windows; a second puller and a restart count nothing twice', async () => {
    const service = 'steady';
    const asked: URL[] = [];
    const url = await listen((asking) => {
      asked.push(asking);
      return steady(asking);
    });
    const target = { service, config: custom(url), versions };
    const puller = new Puller({ telemetry: telemetry(), egress }, options);
    expect(await puller.pull(target)).toBe(40);
    expect(asked[0]?.searchParams.get('query')).toBe('sum(increase(r{v="v2"}[30s]))');
    expect(await puller.pull(target)).toBe(0);
    expect(asked).toHaveLength(2);
    clock.ms += STEP;
    expect(await puller.pull(target)).toBe(2);
    const again = new Puller({ telemetry: telemetry(), egress }, options);
    expect(await again.pull(target)).toBe(0);
    clock.ms += 5 * STEP;
    await Promise.all([puller.pull(target), again.pull(target), puller.pull(target)]);
    expect(await total(service)).toEqual({ n: 52, requests: 520 });
  });

  it('says what failed, and catches up afterwards', async () => {
    const service = 'flaky';
    let broken = true;
    const url = await listen((asking) =>
      broken
        ? { status: 400, body: JSON.stringify({ status: 'error', errorType: 'bad_data', error: 'no such function' }) }
        : steady(asking),
    );
    const deps = telemetry();
    const puller = new Puller({ telemetry: deps, egress }, options);
    const target = { service, config: custom(url), versions };
    await puller.pullAll([target]);
    await deps.wake.flush();
    const [source] = await db.sql.query<{ reason: string }>(
      'SELECT refused_reason AS reason FROM telemetry_source WHERE service = $1',
      [service],
    );
    expect(source?.reason).toBe('Prometheus refused the query: no such function');
    clock.ms += 4 * STEP;
    broken = false;
    await puller.pullAll([target]);
    expect((await total(service))?.n).toBe(40);
    for (const body of ['<html>', '{"status":"success","data":{"resultType":"vector","result":[]}}']) {
      const odd = await listen(() => ({ body }));
      clock.ms += STEP;
      await expect(puller.pull({ ...target, config: custom(odd) })).rejects.toThrow(/something that is no range/);
    }
    const metadata = custom('http://169.254.169.254');
    clock.ms += STEP;
    await expect(puller.pull({ ...target, config: metadata })).rejects.toThrow(/never allowed/);
  });

  it.each([
    ['an exposed release', 'followed', 100],
    ['a dark step, watched by synthetic traffic', 'dark', 0],
  ])('follows the services that have %s, until it is told to stop', async (_, service, desired) => {
    await addServices(db.sql, [service], custom(await listen(steady)));
    await db.sql.query(
      `INSERT INTO release (id, service, version, baseline_version, plan_name, plan_version, plan, mechanism, created_by,
         created_by_name, created_at, status, state, desired, generation)
       VALUES (gen_random_uuid(), $1, 'v2', 'v1', 'p', 1, '{}', 'canary', 'u', 'u', now(), 'holding', '{}', $2, 1)`,
      [service, desired],
    );
    const stop = new AbortController();
    const running = startPrometheusPuller({ telemetry: telemetry(), egress }, stop.signal, options);
    await expect.poll(async () => (await total(service))?.n, { timeout: 5_000 }).toBe(40);
    stop.abort();
    await running;
  });
});

/** Debian's package; where it is missing, the wire is covered by the tests above. */
const BINARY = '/usr/bin/prometheus';
if (existsSync(BINARY)) {
  describe('a real Prometheus', () => {
    it('gives requests, errors and latency of both versions', { timeout: 60_000 }, async () => {
      const began = Date.now();
      const exporter = await listen(() => {
        const n = Math.floor((Date.now() - began) / 100) * 10;
        const lines = ['v1', 'v2'].flatMap((version) => {
          const labels = (more: string) => `{service_name="real",service_version="${version}"${more}}`;
          return [
            `http_server_request_duration_seconds_count${labels(',http_response_status_code="200"')} ${n}`,
            `http_server_request_duration_seconds_count${labels(',http_response_status_code="503"')} ${version === 'v2' ? n : 0}`,
            `http_server_request_duration_seconds_bucket${labels(',le="0.1"')} ${n}`,
            `http_server_request_duration_seconds_bucket${labels(',le="+Inf"')} ${2 * n}`,
          ];
        });
        return { body: `${lines.join('\n')}\n` };
      });
      const folder = mkdtempSync(join(tmpdir(), 'rampart-prometheus-'));
      folders.push(folder);
      const file = join(folder, 'prometheus.yml');
      const job = { job_name: 'real', static_configs: [{ targets: [new URL(exporter).host] }] };
      const spare = await listen(() => ({ body: '' }));
      servers.at(-1)?.close();
      const { host } = new URL(spare);
      writeFileSync(
        file,
        JSON.stringify({ global: { scrape_interval: '500ms', scrape_timeout: '400ms' }, scrape_configs: [job] }),
      );
      const flags = [`--config.file=${file}`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=${host}`];
      const prometheus = spawn(BINARY, flags, { stdio: 'ignore' });
      processes.push(prometheus);
      const real = createTelemetry({ sql: db.sql, clock: { now: () => Date.now() }, retentionDays: 90 });
      const puller = new Puller({ telemetry: real, egress }, { ...options, stepMs: 5_000, lagMs: 1_000 });
      const target = {
        service: 'real',
        config: { kind: 'prometheus' as const, url: `http://${host}`, preset: 'otel-http' as const },
        versions,
      };
      const sums = () =>
        db.sql.query<{ version: string; requests: number; errors: number; at: Date; counts: number[] | null }>(
          `SELECT version, requests::int, errors::int, at, latency_counts::int[] AS counts FROM telemetry_sample
           WHERE service = 'real' ORDER BY at, version`,
        );
      await expect
        .poll(
          async () => {
            await puller.pullAll([target]);
            return (await sums()).filter((row) => row.requests >= 900).length;
          },
          { timeout: 45_000, interval: 1_000 },
        )
        .toBeGreaterThanOrEqual(2);
      const full = (await sums()).filter((row) => row.requests >= 700);
      for (const row of full.filter((r) => r.version === 'v2')) {
        expect(row.requests).toBeGreaterThan(700);
        expect(row.requests).toBeLessThan(1300);
        expect(row.errors / row.requests).toBeCloseTo(0.5, 1);
        expect(row.counts?.length).toBe(2);
      }
    });
  });
}

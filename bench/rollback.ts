import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPool, toSql } from '@/lib/db/sql';
import { holdReleases, pushInterval } from './lane';
import { type BenchRow, type BenchSuite, quantile } from './row';
import { startWeb, TOKEN } from './web';

const CLICKS = 200;
const IN_FLIGHT = 2_000;

type Clicks = { receivedMs: number[]; answeredMs: number[] };

/** From the rollback click (an API call) to the provider's receipt of the request: web and controller as in production. */
export const rollbackSuite: BenchSuite = async (context) => {
  const provider = await startProvider();
  const pool = createPool(context.databaseUrl);
  const web = await startWeb(context);
  const controller = spawn(process.execPath, ['--import', 'tsx', 'lib/controller/main.ts'], {
    stdio: 'inherit',
    env: { ...context.env, LOG_LEVEL: 'warn' },
  });
  const sql = toSql(pool);
  try {
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    const idle = await clicks(web.url, await holdReleases(sql, 'idle', CLICKS, provider.url, Date.now()), provider);
    await holdReleases(sql, 'flight', IN_FLIGHT, provider.url, Date.now());
    await sql.query(
      `UPDATE service_control SET due_at = now() + random() * interval '10 s' WHERE service LIKE 'flight-%'`,
    );
    let stop = false;
    // Every release in flight has news each ten seconds, so each is looked at as often.
    const pushing = (async () => {
      for (let at = Date.now() - 1_000; !stop; at = Math.max(at + 1_000, Date.now() - 1_000)) {
        await pushInterval(sql, 'flight', IN_FLIGHT, at);
        for (let i = 0; i < 100 && !stop; i += 1) await new Promise((resolve) => setTimeout(resolve, 100));
      }
    })();
    const busyIds = await holdReleases(sql, 'busy', CLICKS, provider.url, Date.now());
    const busy = await clicks(web.url, busyIds, provider);
    stop = true;
    await pushing;
    return rows(idle, busy);
  } finally {
    controller.kill('SIGTERM');
    await Promise.all([web.stop(), provider.stop(), new Promise((resolve) => controller.once('exit', resolve))]);
    await pool.end();
  }
};

type Provider = { url: string; waitFor(release: string): Promise<number>; stop(): Promise<void> };

/** Notes when each release's command arrives, on this process's clock. */
async function startProvider(): Promise<Provider> {
  const arrived = new Map<string, number>();
  const waiting = new Map<string, (at: number) => void>();
  const server = createServer((request, response) => {
    const at = performance.now();
    let raw = '';
    request.on('data', (chunk: Buffer) => {
      raw += chunk.toString();
    });
    request.on('end', () => {
      const { data } = JSON.parse(raw) as { data: { release: string; action: string } };
      if (data.action === 'rollback') {
        arrived.set(data.release, at);
        waiting.get(data.release)?.(at);
      }
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    waitFor: (release) =>
      new Promise((resolve, reject) => {
        const already = arrived.get(release);
        if (already !== undefined) return resolve(already);
        const timer = setTimeout(() => reject(new Error('no request reached the provider within 10 s')), 10_000);
        waiting.set(release, (at) => {
          clearTimeout(timer);
          resolve(at);
        });
      }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function clicks(url: string, ids: readonly string[], provider: Provider): Promise<Clicks> {
  const receivedMs: number[] = [];
  const answeredMs: number[] = [];
  for (const [index, id] of ids.entries()) {
    const start = performance.now();
    const received = provider.waitFor(id);
    const answer = await fetch(`${url}/api/v1/releases/${id}/rollback`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'bench' }),
    });
    if (!answer.ok) throw new Error(`the rollback was answered with ${answer.status}: ${await answer.text()}`);
    const answered = performance.now() - start;
    const at = (await received) - start;
    // The first ones warm up; then a person's pace, not a loop's.
    if (index >= 10) {
      receivedMs.push(at);
      answeredMs.push(answered);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { receivedMs, answeredMs };
}

function rows(idle: Clicks, busy: Clicks): BenchRow[] {
  const row = (name: string, values: number[], q: number, target: number): BenchRow => ({
    name,
    value: quantile(values, q),
    unit: 'ms',
    target,
    better: 'lower',
  });
  return [
    row('rollback click → provider, idle, p50', idle.receivedMs, 0.5, 100),
    row('rollback click → provider, idle, p99', idle.receivedMs, 0.99, 100),
    row('rollback click → provider, 2,000 in flight, p50', busy.receivedMs, 0.5, 250),
    row('rollback click → provider, 2,000 in flight, p99', busy.receivedMs, 0.99, 250),
    row('rollback click → answer, 2,000 in flight, p99', busy.answeredMs, 0.99, 250),
  ];
}

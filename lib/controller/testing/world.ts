import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Principal } from '@/lib/access/principal';
import type { PlanInput } from '@/lib/plans/schema';
import { planSpecSchema } from '@/lib/plans/schema';
import { createEgress } from '@/lib/providers/egress';
import { createRelease } from '@/lib/releases/create-release';
import type { LaneDeps } from '@/lib/releases/lane/deps';
import { judgeByTelemetry } from '@/lib/releases/lane/evidence';
import type { Judge } from '@/lib/releases/lane/gates';
import { ensurePartitions } from '@/lib/telemetry/partitions';
import type { TestDatabase } from '@/lib/testing/database';
import { type Controller, startController } from '../controller';
import { driversOf } from '../drivers';

export const ANNA: Principal = { kind: 'user', person: 'anna', name: 'Anna' };
export const BEN: Principal = { kind: 'user', person: 'ben', name: 'Ben' };

const KEY = Buffer.alloc(32, 7);

type Doors = Pick<TestDatabase, 'sql' | 'inTransaction' | 'url'>;

export const laneDeps = (db: Doors, judge: Judge = judgeByTelemetry): LaneDeps => ({
  inTransaction: db.inTransaction,
  judge,
});

export type ServiceOptions = {
  url: string;
  statusUrl?: boolean;
  onNewer?: 'queue' | 'replace' | 'reject';
  plan?: string;
  rings?: boolean;
};

/** A service whose provider is at `url`; with `statusUrl` it can be read back. */
export async function putService(db: Doors, name: string, { url, statusUrl, onNewer, plan, rings }: ServiceOptions) {
  const provider = {
    kind: 'webhook',
    url: `${url}/hook`,
    rings: rings ?? false,
    ...(statusUrl ? { statusUrl: `${url}/status?service=${name}` } : {}),
  };
  await db.sql.query(
    `INSERT INTO service (name, display_name, owner, tier, plan, on_newer, rollback_window_ms, provider, telemetry)
     VALUES ($1, $1, 'team', 2, $2, $3, 604800000, $4, '{"kind":"push"}')`,
    [name, plan ?? 'plan', onNewer ?? 'queue', JSON.stringify(provider)],
  );
  await db.sql.query('INSERT INTO service_control (service) VALUES ($1)', [name]);
}

export async function putPlan(db: Doors, spec: PlanInput, name = 'plan') {
  await db.sql.query(
    'INSERT INTO plan (name, spec) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET spec = excluded.spec',
    [name, JSON.stringify(planSpecSchema.parse(spec))],
  );
  await ensurePartitions(db.sql, Date.now() - 86_400_000, Date.now() + 86_400_000);
}

export const release = (db: Doors, service: string, version: string) =>
  createRelease(laneDeps(db), { service, version }, ANNA);

export type Row = {
  id: string;
  status: string;
  desired: number;
  generation: number;
  reason: string;
  state: { blockers: { kind: string; detail: string }[] };
};

export async function rowOf(db: Doors, id: string): Promise<Row> {
  const [row] = await db.sql.query<Row>(
    'SELECT id, status, desired, generation, reason, state FROM release WHERE id = $1',
    [id],
  );
  if (!row) throw new Error(`no release ${id}`);
  return row;
}

/** Waits until the release has the status; says what it was instead when it takes too long. */
export async function untilStatus(db: Doors, id: string, status: string, withinMs = 10_000): Promise<Row> {
  return until(async () => {
    const row = await rowOf(db, id);
    return row.status === status ? row : `is ${row.status}: ${row.reason} ${JSON.stringify(row.state.blockers)}`;
  }, withinMs);
}

/** Polls until the answer is no longer a text that says what is missing. */
export async function until<T>(ask: () => Promise<T | string>, withinMs = 10_000): Promise<Exclude<T, string>> {
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (typeof answer !== 'string') return answer as Exclude<T, string>;
    if (Date.now() > end) throw new Error(`after ${withinMs} ms: ${answer}`);
    await pause(25);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** One replica in this process, without the job engine. */
export async function controllerHere(db: Doors, now: () => number = Date.now): Promise<Controller> {
  const egress = createEgress();
  const doors = { sql: db.sql, inTransaction: db.inTransaction };
  const controller = await startController({
    connectionString: db.url,
    ...doors,
    side: doors,
    judge: judgeByTelemetry,
    now,
    driver: driversOf(() => KEY, { egress, now }),
  });
  return {
    ...controller,
    stop: async (withinMs) => {
      await controller.stop(withinMs);
      await egress.close();
    },
  };
}

export type Replica = {
  child: ChildProcess;
  exited: Promise<number | null>;
  kill(signal: NodeJS.Signals): Promise<number | null>;
};

/** One replica as it runs in production: its own process. */
export function controllerProcess(db: Doors): Replica {
  const root = resolve(import.meta.dirname, '../../..');
  const child = spawn(
    resolve(root, 'node_modules/.bin/node'),
    ['--import', 'tsx', resolve(root, 'lib/controller/main.ts')],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        DATABASE_URL: db.url,
        RAMPART_SECRET_KEY: KEY.toString('base64'),
        LOG_LEVEL: 'warn',
        NODE_ENV: 'production',
      },
    },
  );
  const exited = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  return {
    child,
    exited,
    kill(signal) {
      child.kill(signal);
      return exited;
    },
  };
}

import { join } from 'node:path';
import type { Clock } from '@/lib/clock';
import { pendingMigrations, readMigrations } from '@/lib/db/migrate';
import type { Sql } from '@/lib/db/sql';

export const MAX_SKEW_MS = 2_000;
const CONTROLLER_SILENT_MS = 5_000;
const ANSWER_WITHIN_MS = 2_000;

export type Check = { name: 'database' | 'migrations' | 'controller' | 'clock'; ok: boolean; detail: string };
/** `unready` takes it out of service; `degraded` does not, since the page must stay reachable to say so. */
export type Readiness = { status: 'ready' | 'degraded' | 'unready'; checks: Check[] };

type Applied = Parameters<typeof pendingMigrations>[1];
type Facts = {
  now: Date;
  controllers: { id: string; ageMs: number; skewMs: number }[];
  migrations: Applied;
};

const ASK = `
  SELECT clock_timestamp() AS now,
    (SELECT coalesce(json_agg(json_build_object('id', id, 'skewMs', clock_skew_ms,
       'ageMs', (extract(epoch FROM clock_timestamp() - seen_at) * 1000)::int)), '[]')
     FROM controller_heartbeat WHERE seen_at > clock_timestamp() - interval '1 minute') AS controllers,
    (SELECT coalesce(json_agg(json_build_object('migration_name', migration_name, 'checksum', checksum,
       'finished_at', finished_at, 'rolled_back_at', rolled_back_at)), '[]') FROM _prisma_migrations) AS migrations`;

/** What this replica can do now: the database, its migrations, a controller that is alive, clocks that agree. */
export async function readiness({ sql, clock }: { sql: Sql; clock: Clock }): Promise<Readiness> {
  const before = clock.now();
  let facts: Facts | undefined;
  try {
    facts = (await within(sql.query<Facts>(ASK), ANSWER_WITHIN_MS))[0];
  } catch {
    // What it says may name hosts; the log of the pool has it.
  }
  if (!facts)
    return { status: 'unready', checks: [{ name: 'database', ok: false, detail: 'the database does not answer' }] };
  const after = clock.now();
  const checks = [
    { name: 'database', ok: true, detail: `answers in ${after - before} ms` } as const,
    migrationsCheck(facts.migrations),
    controllerCheck(facts.controllers),
    clockCheck(facts, (before + after) / 2),
  ];
  const bad = (names: readonly Check['name'][]) => checks.some((check) => !check.ok && names.includes(check.name));
  const status = bad(['database', 'migrations']) ? 'unready' : bad(['controller', 'clock']) ? 'degraded' : 'ready';
  return { status, checks };
}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too late')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

let files: ReturnType<typeof readMigrations> | undefined;

function migrationsCheck(applied: Applied): Check {
  files ??= readMigrations(join(/* turbopackIgnore: true */ process.cwd(), 'prisma/migrations'));
  try {
    const missing = pendingMigrations(files, applied);
    const detail = missing.length === 0 ? `all ${files.length} applied` : `${missing.length} not applied yet`;
    return { name: 'migrations', ok: missing.length === 0, detail };
  } catch {
    return { name: 'migrations', ok: false, detail: 'the database has other migrations than this version of Rampart' };
  }
}

function controllerCheck(controllers: Facts['controllers']): Check {
  const alive = controllers.filter(({ ageMs }) => ageMs < CONTROLLER_SILENT_MS);
  if (alive.length > 0) return { name: 'controller', ok: true, detail: `${alive.length} alive` };
  return {
    name: 'controller',
    ok: false,
    detail: 'no controller was heard from for 5 s: nothing moves until one runs',
  };
}

function clockCheck(facts: Facts, mine: number): Check {
  const ours = Math.round(mine - facts.now.getTime());
  const off = [
    ...(Math.abs(ours) > MAX_SKEW_MS ? [`this replica's clock is ${seconds(ours)}`] : []),
    ...facts.controllers
      .filter(({ skewMs }) => Math.abs(skewMs) > MAX_SKEW_MS)
      .map(({ skewMs }) => `a controller's clock is ${seconds(skewMs)}`),
  ];
  return {
    name: 'clock',
    ok: off.length === 0,
    detail: off.join('; ') || `within ${Math.abs(ours)} ms of the database`,
  };
}

const seconds = (ms: number): string =>
  `${(Math.abs(ms) / 1000).toFixed(1)} s ${ms > 0 ? 'ahead of' : 'behind'} the database's`;

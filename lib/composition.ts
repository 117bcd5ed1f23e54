import type pg from 'pg';
import { type Authorize, requireMay } from '@/lib/access/authorize';
import { secretKey } from '@/lib/access/secrets';
import { type Clock, systemClock } from '@/lib/clock';
import { prisma } from '@/lib/db/client';
import { inTransaction, pool, type Sql, sql } from '@/lib/db/sql';
import { type Env, env } from '@/lib/env';
import { log } from '@/lib/log';
import { createEgress, type Egress } from '@/lib/providers/egress';
import { judgeByTelemetry } from '@/lib/releases/lane/evidence';
import type { Judge } from '@/lib/releases/lane/gates';
import { createTelemetry, type Telemetry } from '@/lib/telemetry/runtime';
import type { PrismaClient } from '@/prisma/generated/client';

/** What verbs may be given. The only place where implementations are chosen. */
export type Composition = {
  db: PrismaClient;
  sql: Sql;
  inTransaction: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T>;
  pool: pg.Pool;
  clock: Clock;
  log: typeof log;
  env: Env;
  /** The one door for outgoing requests. */
  egress: Egress;
  /** What the telemetry verbs work with. */
  telemetry: Telemetry;
  /** Evaluates gates on what telemetry holds: the verbs of the lane are given it. */
  judge: Judge;
  /** Seals stored secrets. Throws where RAMPART_SECRET_KEY is not set: the launcher makes one. */
  secretKey: Buffer;
  /** Refuses who lacks a permission on a target: the verbs ask it in their transactions. */
  authorize: Authorize;
};

let egress: Egress | undefined;
let telemetry: Telemetry | undefined;

// Getters: a process that never touches a door (a build, a unit test) never opens it.
const wired: Composition = {
  get db() {
    return prisma();
  },
  get pool() {
    return pool();
  },
  get env() {
    return env();
  },
  get egress() {
    egress ??= createEgress({ allow: env().RAMPART_EGRESS_ALLOW });
    return egress;
  },
  get telemetry() {
    telemetry ??= createTelemetry({ sql, clock: systemClock, retentionDays: env().RAMPART_RETENTION_DAYS });
    return telemetry;
  },
  get secretKey() {
    const key = env().RAMPART_SECRET_KEY;
    if (!key) throw new Error('RAMPART_SECRET_KEY is not set: start Rampart by its npm scripts, or set it.');
    return secretKey(key);
  },
  sql,
  inTransaction,
  judge: judgeByTelemetry,
  authorize: requireMay,
  clock: systemClock,
  log,
};

/** This process's singletons. */
export function composition(): Composition {
  return wired;
}

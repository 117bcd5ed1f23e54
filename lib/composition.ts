import type pg from 'pg';
import { type Clock, systemClock } from '@/lib/clock';
import { prisma } from '@/lib/db/client';
import { inTransaction, pool, type Sql, sql } from '@/lib/db/sql';
import { type Env, env } from '@/lib/env';
import { log } from '@/lib/log';
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
};

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
  sql,
  inTransaction,
  clock: systemClock,
  log,
};

/** This process's singletons. */
export function composition(): Composition {
  return wired;
}

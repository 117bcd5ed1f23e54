import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { closePrisma, createPrisma } from '@/lib/db/client';
import { closePool, createPool, type Sql, toSql, transactionOn } from '@/lib/db/sql';
import type { PrismaClient } from '@/prisma/generated/client';

/** A fresh, migrated database that belongs to one test file. Its members may be used from `beforeAll` on. */
export type TestDatabase = {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly sql: Sql;
  readonly prisma: PrismaClient;
  inTransaction<T>(fn: (sql: Sql) => Promise<T>): Promise<T>;
  /** Another connection of its own, for tests of locking; closed after the file. */
  connect(): Promise<pg.Client>;
};

async function onServer(templateUrl: string, statement: string): Promise<void> {
  const url = new URL(templateUrl);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Repeats a statement that PostgreSQL refuses with this SQLSTATE only while somebody else is at work on the database. */
async function patiently(templateUrl: string, statement: string, whileBusy: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await onServer(templateUrl, statement);
    } catch (error) {
      const busy = error instanceof pg.DatabaseError && error.code === whileBusy;
      if (!busy || attempt > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Two clones at once of one template collide: PostgreSQL allows no other user of a template meanwhile. */
const clone = (templateUrl: string, name: string): Promise<void> =>
  patiently(templateUrl, `CREATE DATABASE ${name} TEMPLATE ${new URL(templateUrl).pathname.slice(1)}`, '55006');

/** The server's own vacuum may be in it, which only a superuser could send away. */
const drop = (templateUrl: string, name: string): Promise<void> =>
  patiently(templateUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, '42501');

/**
 * Call once at the top of a test file: gives it a database of its own, cloned from the migrated template, and points
 * the process-wide doors (`sql`, `pool()`, `prisma()`) at it.
 */
export function withTestDatabase(): TestDatabase {
  const name = `test_${randomBytes(6).toString('hex')}`;
  let open: { url: string; pool: pg.Pool; prisma: PrismaClient } | undefined;
  const clients: pg.Client[] = [];
  const current = () => {
    if (!open) throw new Error('The test database may be used from beforeAll on, not while the file is collected.');
    return open;
  };

  beforeAll(async () => {
    const templateUrl = inject('templateUrl');
    await clone(templateUrl, name);
    const url = new URL(templateUrl);
    url.pathname = `/${name}`;
    process.env.DATABASE_URL = url.href;
    open = { url: url.href, pool: createPool(url.href), prisma: createPrisma(url.href) };
  }, 60_000);

  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end().catch(() => {})));
    await Promise.all([closePool(), closePrisma(), open?.pool.end(), open?.prisma.$disconnect()]);
    await drop(inject('templateUrl'), name);
  }, 60_000);

  return {
    get url() {
      return current().url;
    },
    get pool() {
      return current().pool;
    },
    get prisma() {
      return current().prisma;
    },
    sql: { query: (text, params) => toSql(current().pool).query(text, params) },
    inTransaction: (fn) => transactionOn(current().pool, fn),
    async connect() {
      const client = new pg.Client({ connectionString: current().url });
      client.on('error', () => {});
      await client.connect();
      clients.push(client);
      return client;
    },
  };
}

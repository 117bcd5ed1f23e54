import { createHash } from 'node:crypto';
import pg from 'pg';
import { logger } from '@/lib/log';
import { perProcess, takePerProcess } from '@/lib/shared/per-process';

/**
 * The thin door to PostgreSQL for hot paths: positional parameters (`$1`), rows as objects.
 * `int8` comes back as a number, `numeric` as a string, timestamps as `Date`.
 */
export interface Sql {
  query<T>(text: string, params?: readonly unknown[]): Promise<T[]>;
}

const parseInt8 = (value: string): number => Number(value);

/** Type parsers of this door alone; the parsers of other users of `pg` (pg-boss) stay as they are. */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.INT8 && format !== 'binary' ? parseInt8 : pg.types.getTypeParser(oid, format),
};

/** How long a connection may take to open. */
export const CONNECT_TIMEOUT_MS = 10_000;
/**
 * How long an answer may take before the database counts as gone: behind a dead network no error ever comes.
 */
export const QUERY_TIMEOUT_MS = 30_000;

/** A pool of connections to one database. The caller ends it. */
export function createPool(connectionString: string, options: pg.PoolConfig = {}): pg.Pool {
  const created = new pg.Pool({
    connectionString,
    max: 10,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'rampart',
    types: typeParsers,
    ...options,
  });
  // A connection that breaks (a database restart, the time-out of a frozen replica) must not end the process, idle or
  // not: what waits on it is told by its query, and the pool takes it out.
  created.on('error', (error) => logger('db').warn({ err: error }, 'an idle database connection broke'));
  created.on('connect', (client) => client.on('error', () => {}));
  return created;
}

const names = new Map<string, string>();

/**
 * Marks a statement of a hot path: each connection parses it once instead of every time. Only for constant texts, with
 * everything that varies in parameters. Answers the text.
 */
export function prepared(text: string): string {
  if (!names.has(text))
    names.set(text, `rampart_${names.size}_${createHash('sha256').update(text).digest('hex').slice(0, 12)}`);
  return text;
}

/** Wraps one client or a pool as `Sql`. */
export function toSql(queryable: Pick<pg.ClientBase, 'query'> | Pick<pg.Pool, 'query'>): Sql {
  return {
    async query<T>(text: string, params?: readonly unknown[]): Promise<T[]> {
      const name = names.get(text);
      const values = params ? [...params] : undefined;
      const result: pg.QueryResult = name
        ? await queryable.query({ name, text, ...(values ? { values } : {}) })
        : await queryable.query(text, values);
      return result.rows as T[];
    },
  };
}

/** Runs `fn` in a transaction on its own connection of `from`: committed when it resolves, rolled back when it throws. */
export async function transactionOn<T>(from: pg.Pool, fn: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await from.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await fn(toSql(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The connection string of this process. The launcher sets it, also for the embedded PostgreSQL. */
export function databaseUrl(): string {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set: start Rampart by its npm scripts, or set it.');
  return url;
}

/** The process-wide pool, opened by the first query. */
export function pool(): pg.Pool {
  // A replica that freezes in mid-transaction must not keep a service locked for everyone.
  const options = { query_timeout: QUERY_TIMEOUT_MS, idle_in_transaction_session_timeout: 30_000 };
  return perProcess('pool', () => createPool(databaseUrl(), options));
}

/** `Sql` on the process-wide pool; every call may use another connection. */
export const sql: Sql = { query: (text, params) => toSql(pool()).query(text, params) };

/** `transactionOn` the process-wide pool. */
export function inTransaction<T>(fn: (sql: Sql) => Promise<T>): Promise<T> {
  return transactionOn(pool(), fn);
}

/** Ends the process-wide pool; used at shutdown and between tests. */
export async function closePool(): Promise<void> {
  await takePerProcess<pg.Pool>('pool')?.end();
}

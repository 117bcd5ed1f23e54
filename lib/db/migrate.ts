import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { letWork, ownAudit } from './audit-owner';
import { CONNECT_TIMEOUT_MS } from './sql';
import { unusable } from './usable';

/** A migration that cannot be applied, or a history that disagrees with the files. Nothing is half-applied. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

type Migration = { name: string; script: string; checksum: string };
type Applied = { migration_name: string; checksum: string; finished_at: Date | null; rolled_back_at: Date | null };

/** The key under which `prisma migrate` takes its advisory lock, so that it and we exclude each other. */
const PRISMA_LOCK = 72707369;

/** Prisma's own bookkeeping table, to the letter. */
const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/** The migrations of a folder in the order of their names. */
export function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'migration.sql')))
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const script = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return { name, script, checksum: createHash('sha256').update(script).digest('hex') };
    });
}

/** The migrations still to apply. Throws when an applied one was edited or failed half-way under another tool. */
export function pendingMigrations(files: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const failed = applied.find((row) => row.finished_at === null && row.rolled_back_at === null);
  if (failed) {
    throw new MigrationError(
      `Migration ${failed.migration_name} was begun by another tool and did not finish. ` +
        'Repair the database, then mark it with "prisma migrate resolve".',
    );
  }
  const done = new Map(applied.filter((row) => row.rolled_back_at === null).map((row) => [row.migration_name, row]));
  for (const file of files) {
    const row = done.get(file.name);
    if (row && row.checksum !== file.checksum) {
      throw new MigrationError(
        `Migration ${file.name} was edited after it was applied to this database. ` +
          'Restore the file as it was and put the change into a new migration.',
      );
    }
  }
  return files.filter((file) => !done.has(file.name));
}

/** Refuses a database that a newer Rampart has brought up: this one does not know what its tables mean now. */
function refuseNewer(files: readonly Migration[], applied: readonly Applied[]): void {
  const known = new Set(files.map(({ name }) => name));
  const unknown = applied.filter((row) => row.rolled_back_at === null && !known.has(row.migration_name));
  if (unknown.length === 0) return;
  const names = unknown.map((row) => row.migration_name).join(', ');
  throw new MigrationError(
    `The database was brought up to date by a newer version of Rampart (migration ${names}, unknown here). ` +
      'Start that version or a newer one, or restore a backup from before. Nothing has been changed.',
  );
}

/** A migration of tables that belong to the owner says so by a line of its own; it has no effect with one role. */
const BY_OWNER = /^-- role: owner$/m;

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    if (BY_OWNER.test(migration.script)) await client.query('SET LOCAL ROLE NONE');
    await client.query(migration.script);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    const why = error instanceof Error ? error.message : String(error);
    throw new MigrationError(`Migration ${migration.name} failed and was undone: ${why}`, { cause: error });
  }
}

/** Acts as the application from here on, which then owns what it makes. */
async function become(client: pg.Client, app: string): Promise<void> {
  try {
    await letWork(client, app);
    await client.query(`SET ROLE ${pg.escapeIdentifier(app)}`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new MigrationError(`The owner may not act as ${app}: ${why}. See docs/audit.md.`, { cause: error });
  }
}

/** Whose tables they are: all become the application's but those of the record, which the connection's role keeps. */
async function separate(client: pg.Client, app: string): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL ROLE NONE');
    await ownAudit(client, app);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    const why = error instanceof Error ? error.message : String(error);
    throw new MigrationError(`The record cannot be given to a role of its own: ${why}. See docs/audit.md.`, {
      cause: error,
    });
  }
}

export type MigrateOptions = {
  folder?: string;
  connectWithinMs?: number;
  /**
   * The application's role, where the connection is another's: it gets everything but the record (`ownAudit`). Absent:
   * one role owns everything, and triggers alone guard the record.
   */
  app?: string;
};

/**
 * Brings the database up to date: pending migrations in order, each in its own transaction, under a lock that a
 * second runner (and `prisma migrate deploy`) waits for. Returns the names applied by this call.
 */
export async function migrate(
  connectionString: string,
  { folder = join(process.cwd(), 'prisma/migrations'), connectWithinMs = CONNECT_TIMEOUT_MS, app }: MigrateOptions = {},
): Promise<string[]> {
  const files = readMigrations(folder);
  const client = new pg.Client({
    connectionString,
    application_name: 'rampart-migrate',
    connectionTimeoutMillis: connectWithinMs,
  });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('SET client_min_messages = warning');
    if (app !== undefined) await become(client, app);
    const why = await unusable(client);
    if (why !== null) throw new MigrationError(why);
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
    await client.query(BOOKKEEPING);
    const { rows } = await client.query<Applied>(
      'SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations ORDER BY started_at',
    );
    const pending = pendingMigrations(files, rows);
    refuseNewer(files, rows);
    for (const migration of pending) await apply(client, migration);
    if (app !== undefined) await separate(client, app);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

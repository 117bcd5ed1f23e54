import pg from 'pg';
import { MigrationError, migrate } from '@/lib/db/migrate';
import type { Env } from '@/lib/env';
import { LaunchError, type Say } from './failure';
import { onOutsideDatabase } from './outside-database';
import type { Embedded } from './postgres/start';

/** Migrates the embedded database, or the outside one, by its owner where one is given (docs/audit.md). */
export async function bringUpToDate(env: Env, server: Embedded | undefined, say: Say): Promise<void> {
  const applied = server ? await migrateEmbedded(server) : await migrateOutside(env, say);
  if (applied.length > 0) say(`Applied ${applied.length} migration${applied.length === 1 ? '' : 's'}.`);
}

async function migrateEmbedded(server: Embedded): Promise<string[]> {
  try {
    return await migrate(server.ownerUrl, { app: 'rampart' });
  } catch (error) {
    throw error instanceof MigrationError ? new LaunchError(error.message) : error;
  }
}

async function migrateOutside({ DATABASE_URL: app = '', MIGRATE_DATABASE_URL: owner }: Env, say: Say) {
  const byApp = <T>(work: () => Promise<T>) => onOutsideDatabase(app, work, { say });
  if (owner === undefined) return byApp(() => migrate(app));
  const byOwner = <T>(work: () => Promise<T>) =>
    onOutsideDatabase(owner, work, { say, variable: 'MIGRATE_DATABASE_URL' });
  const [by, own] = [await byApp(() => whoIs(app)), await byOwner(() => whoIs(owner))];
  if (by.database !== own.database) {
    throw new LaunchError(
      `MIGRATE_DATABASE_URL leads to the database ${own.database}, DATABASE_URL to ${by.database}: they must be the same.`,
    );
  }
  if (by.role === own.role) {
    throw new LaunchError(
      `MIGRATE_DATABASE_URL and DATABASE_URL both sign in as ${by.role}. Two roles keep the record from the product itself ` +
        '(docs/audit.md); with one, leave MIGRATE_DATABASE_URL away.',
    );
  }
  return byOwner(() => migrate(owner, { app: by.role }));
}

type Identity = { role: string; database: string };

async function whoIs(url: string): Promise<Identity> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const text = 'SELECT current_user::text AS role, current_database()::text AS database';
    const { rows } = await client.query<Identity>(text);
    if (!rows[0]) throw new Error('it does not say who asks');
    return rows[0];
  } finally {
    await client.end().catch(() => {});
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTROLLER } from '@/lib/access/principal';
import { appendAudit } from '@/lib/audit/append';
import { sealPending } from '@/lib/audit/seal';
import { verifyOn } from '@/lib/audit/verify';
import { openDataDir } from '@/lib/launch/data-dir';
import { recordedPlace } from '@/lib/launch/postgres/place';
import { type Embedded, startPostgres } from '@/lib/launch/postgres/start';
import { ensurePartitions } from '@/lib/telemetry/partitions';
import { MigrationError, migrate } from './migrate';
import { createPool, toSql, transactionOn } from './sql';

const dataDir = openDataDir(mkdtempSync(join(tmpdir(), 'rampart-owner-')));
let server: Embedded;

beforeAll(async () => {
  server = await startPostgres({ dataDir, settings: { fsync: 'off', shared_buffers: '32MB', max_connections: '30' } });
}, 60_000);

afterAll(async () => {
  const directory = recordedPlace(dataDir)?.directory ?? '';
  await server.leave();
  rmSync(directory, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
});

async function run(url: string, ...statements: string[]): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const rows: unknown[] = [];
    for (const statement of statements) rows.push(...(await client.query(statement)).rows);
    return rows;
  } finally {
    await client.end();
  }
}

/** The product at work on the record: appends, seals, and finds everything in order. */
async function works(url: string): Promise<void> {
  const pool = createPool(url);
  try {
    const draft = { chain: 'system', type: 'test.done', actor: CONTROLLER, data: {}, at: new Date() };
    await transactionOn(pool, (sql) => appendAudit(sql, [draft, { ...draft, chain: 'service:a' }]));
    await transactionOn(pool, sealPending);
    expect(await verifyOn(pool)).toMatchObject({ ok: true });
    await ensurePartitions(toSql(pool), Date.now() + 20 * 86_400_000, Date.now() + 21 * 86_400_000);
    await pool.query('SELECT drop_telemetry_partitions(now())');
    await pool.query('CREATE SCHEMA queue CREATE TABLE job (id int)');
    await pool.query('DROP SCHEMA queue CASCADE');
  } finally {
    await pool.end();
  }
}

const FORBIDDEN = [
  "UPDATE audit_event SET reason = 'x'",
  'DELETE FROM audit_event',
  'TRUNCATE audit_event',
  'DROP TRIGGER audit_event_append_only ON audit_event',
  'ALTER TABLE audit_event DISABLE TRIGGER ALL',
  'ALTER TABLE audit_event DISABLE TRIGGER USER',
  'ALTER TABLE audit_event RENAME TO audit_past',
  'ALTER TABLE audit_event OWNER TO CURRENT_USER',
  'CREATE TRIGGER hide BEFORE INSERT ON audit_event EXECUTE FUNCTION audit_is_append_only()',
  'CREATE RULE hide AS ON DELETE TO audit_event DO INSTEAD NOTHING',
  'DROP TABLE audit_event CASCADE',
  'UPDATE audit_seal SET count = 0',
  'DELETE FROM audit_seal_entry',
  'TRUNCATE audit_seal, audit_seal_entry',
  'DROP TABLE audit_seal_entry',
  'DELETE FROM audit_chain',
  'DROP TABLE audit_chain',
  'TRUNCATE audit_seal_mark',
  "SELECT setval('audit_event_id_seq', 1)",
  'CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$',
  'DROP FUNCTION audit_is_append_only() CASCADE',
  "SET session_replication_role = 'replica'",
  'DROP SCHEMA public CASCADE',
  'ALTER SCHEMA public RENAME TO gone',
  'ALTER DATABASE rampart SET search_path = elsewhere',
  'SET ROLE postgres',
  'SET SESSION AUTHORIZATION postgres',
];

describe('the embedded database', () => {
  beforeAll(async () => {
    // As data directories were made before: one role, everything its own.
    await migrate(server.url);
    await works(server.url);
    expect(await migrate(server.ownerUrl, { app: 'rampart' })).toEqual([]);
  }, 60_000);

  it.each(FORBIDDEN)('keeps the product itself from: %s', async (statement) => {
    await expect(run(server.url, statement)).rejects.toMatchObject({ code: expect.stringMatching(/^42501$/) });
  });

  it('lets it go on with its work, and the next start changes nothing', async () => {
    await works(server.url);
    const owners = "SELECT relname, relowner::regrole::text FROM pg_class WHERE relnamespace = 'public'::regnamespace";
    const before = await run(server.url, `${owners} AND relkind IN ('r', 'S', 'i') ORDER BY 1`);
    expect(await migrate(server.ownerUrl, { app: 'rampart' })).toEqual([]);
    expect(await run(server.url, `${owners} AND relkind IN ('r', 'S', 'i') ORDER BY 1`)).toEqual(before);
    await works(server.url);
  });
});

describe('an outside database', () => {
  const as = (role: string, database: string) => {
    const url = new URL(server.ownerUrl);
    [url.username, url.password, url.pathname] = [role, 'x', `/${database}`];
    return url.href;
  };
  beforeAll(() =>
    run(
      server.ownerUrl,
      "CREATE ROLE release_app LOGIN PASSWORD 'x'",
      // As docs/audit.md says.
      "CREATE ROLE release_owner LOGIN PASSWORD 'x'",
      'GRANT release_app TO release_owner',
      'CREATE DATABASE outside OWNER release_owner',
    ),
  );

  it('without a superuser: the owner migrates, the other role works and cannot touch the record', async () => {
    const [owner, app] = [as('release_owner', 'outside'), as('release_app', 'outside')];
    expect((await migrate(owner, { app: 'release_app' })).length).toBeGreaterThan(5);
    await works(app);
    for (const statement of FORBIDDEN.filter((one) => !one.startsWith('ALTER DATABASE')))
      await expect(run(app, statement)).rejects.toMatchObject({ code: '42501' });
    // A process that knows the other role alone starts too.
    expect(await migrate(app)).toEqual([]);
  });

  it('says why it cannot be', async () => {
    await run(server.ownerUrl, 'CREATE DATABASE mixed OWNER release_app', 'GRANT release_owner TO rampart');
    const [owner, app] = [as('release_owner', 'mixed'), as('release_app', 'mixed')];
    await migrate(app);
    // Whoever owns the database owns what is in it, and only a role that may create databases can take one over.
    await expect(migrate(owner, { app: 'release_app' })).rejects.toThrow(/docs\/audit\.md/);
    await expect(migrate(server.ownerUrl, { app: 'postgres' })).rejects.toThrow(MigrationError);
    await works(app);
  });
});

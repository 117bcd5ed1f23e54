import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withTestDatabase } from '@/lib/testing/database';
import { MigrationError, migrate } from './migrate';

const database = withTestDatabase();
let folder = '';

const put = (name: string, script: string) => {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), script);
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rampart-migrations-'));
  await database.sql.query('DROP SCHEMA public CASCADE');
  await database.sql.query('CREATE SCHEMA public');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('migrate', () => {
  test('applies in order of names, once, with the bookkeeping of Prisma', async () => {
    put('2_second', 'INSERT INTO a VALUES (1);');
    put('1_first', 'CREATE TABLE a (n int);');
    expect(await migrate(database.url, { folder })).toEqual(['1_first', '2_second']);
    expect(await migrate(database.url, { folder })).toEqual([]);
    const rows = await database.sql.query(
      'SELECT migration_name, length(checksum) AS size, finished_at IS NOT NULL AS done, applied_steps_count AS steps FROM _prisma_migrations ORDER BY started_at',
    );
    expect(rows).toEqual([
      { migration_name: '1_first', size: 64, done: true, steps: 1 },
      { migration_name: '2_second', size: 64, done: true, steps: 1 },
    ]);
  });

  test('a failing migration leaves nothing of itself, keeps those before it, and can be repaired', async () => {
    put('1_first', 'CREATE TABLE a (n int);');
    put('2_broken', 'CREATE TABLE b (n int); INSERT INTO nowhere VALUES (1);');
    await expect(migrate(database.url, { folder })).rejects.toThrow(/2_broken failed and was undone: .*nowhere/);
    expect(await database.sql.query("SELECT to_regclass('b') AS b, to_regclass('a')::text AS a")).toEqual([
      { b: null, a: 'a' },
    ]);
    put('2_broken', 'CREATE TABLE b (n int);');
    expect(await migrate(database.url, { folder })).toEqual(['2_broken']);
  });

  test('refuses a migration edited after it was applied', async () => {
    put('1_first', 'CREATE TABLE a (n int);');
    await migrate(database.url, { folder });
    put('1_first', 'CREATE TABLE a (n bigint);');
    await expect(migrate(database.url, { folder })).rejects.toThrow(MigrationError);
    await expect(migrate(database.url, { folder })).rejects.toThrow(/1_first was edited/);
  });

  test('refuses to go on over a half-done migration of another tool', async () => {
    put('1_first', 'CREATE TABLE a (n int);');
    await migrate(database.url, { folder });
    await database.sql.query(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'x', '2_elsewhere')",
    );
    await expect(migrate(database.url, { folder })).rejects.toThrow(/2_elsewhere was begun/);
  });

  test('refuses a database that a newer version has brought up to date', async () => {
    put('1_first', 'CREATE TABLE a (n int);');
    put('2_newer', 'CREATE TABLE b (n int);');
    await migrate(database.url, { folder });
    rmSync(join(folder, '2_newer'), { recursive: true });
    put('1_then', 'CREATE TABLE c (n int);');
    await expect(migrate(database.url, { folder })).rejects.toThrow(/newer version of Rampart \(migration 2_newer/);
    expect(await database.sql.query("SELECT to_regclass('c') AS c")).toEqual([{ c: null }]);
  });

  test('says what a role without the right to make tables needs, before it changes anything', async () => {
    put('1_first', 'CREATE TABLE a (n int);');
    const url = new URL(database.url);
    const run = (search: string) => {
      url.searchParams.set('options', `-c search_path=${search}`);
      return migrate(url.href, { folder });
    };
    await expect(run('nowhere')).rejects.toThrow(/no schema to make tables in/);
    await expect(run('pg_catalog')).rejects.toThrow(/GRANT USAGE, CREATE ON SCHEMA "pg_catalog" TO/);
    expect(await database.sql.query("SELECT to_regclass('_prisma_migrations') AS t")).toEqual([{ t: null }]);
  });

  test('gives up on a server that accepts and says nothing', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    await expect(migrate(`postgresql://a:b@127.0.0.1:${port}/c`, { folder, connectWithinMs: 200 })).rejects.toThrow(
      /timeout/i,
    );
    silent.close();
  });

  test('two runners at once: one applies, the other waits and finds nothing to do', async () => {
    put('1_slow', 'SELECT pg_sleep(0.3); CREATE TABLE a (n int);');
    const results = await Promise.all([migrate(database.url, { folder }), migrate(database.url, { folder })]);
    expect(results.map((names) => names.length).sort()).toEqual([0, 1]);
  });

  test("waits for Prisma's own lock", async () => {
    put('1_first', 'CREATE TABLE a (n int);');
    const prisma = await database.connect();
    await prisma.query('SELECT pg_advisory_lock(72707369)');
    let finished = false;
    const run = migrate(database.url, { folder }).then(() => {
      finished = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(finished).toBe(false);
    await prisma.query('SELECT pg_advisory_unlock(72707369)');
    await run;
    expect(finished).toBe(true);
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { withTestDatabase } from '@/lib/testing/database';

const db = withTestDatabase();
const root = join(import.meta.dirname, '../..');
const name = `outside_${randomBytes(6).toString('hex')}`;
const dataDir = mkdtempSync(join(tmpdir(), 'rampart-outside-'));
let url = '';

beforeAll(async () => {
  await db.sql.query(`CREATE DATABASE ${name}`);
  const address = new URL(db.url);
  address.pathname = `/${name}`;
  url = address.href;
});
afterAll(async () => {
  await db.sql.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  rmSync(dataDir, { recursive: true, force: true });
});

type Running = { child: ChildProcess; output(): string; ended: Promise<number | null> };

/** A command as its npm script runs it, with an outside database. */
function run(command: string, databaseUrl = url, more: Record<string, string> = {}): Running {
  const tsx = pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href;
  const child = spawn(process.execPath, ['--import', tsx, join(root, `lib/launch/${command}.ts`)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      RAMPART_DATA_DIR: dataDir,
      RAMPART_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      NEXTAUTH_SECRET: 'a secret of this test',
      LOG_LEVEL: 'info',
      TSX_TSCONFIG_PATH: join(root, 'tsconfig.json'),
      ...more,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes) => {
      output += bytes;
    });
  return { child, output: () => output, ended: once(child, 'exit').then(([code]) => code as number | null) };
}

describe('on an outside database', () => {
  test('processes that start together on an empty one: one migrates, all come up and end in order', async () => {
    const migrating = run('db-migrate');
    const controllers = [run('controller'), run('controller')];
    const all = [migrating, ...controllers];
    expect(await migrating.ended).toBe(0);
    for (const one of controllers)
      await vi.waitFor(() => expect(one.output()).toContain('the controller is up'), { timeout: 20_000 });
    expect(all.filter((one) => /Applied \d+ migrations/.test(one.output()))).toHaveLength(1);
    for (const one of controllers) one.child.kill('SIGTERM');
    expect(await Promise.all(controllers.map((one) => one.ended))).toEqual([0, 0]);
  }, 40_000);

  test('a wrong password ends it at once, in words, without the password', async () => {
    const address = new URL(url);
    address.password = 'wr0ng-password';
    const { ended, output } = run('controller', address.href);
    expect(await ended).toBe(1);
    expect(output()).toMatch(/cannot be used: password authentication failed.*Check the user and the password/);
    expect(output()).not.toContain('wr0ng-password');
  }, 20_000);
});

describe('an owner of the record that cannot be one', () => {
  test('is named with what is wrong (what one can do: lib/db/audit-owner.test.ts)', async () => {
    const same = run('db-migrate', url, { MIGRATE_DATABASE_URL: url });
    expect(await same.ended).toBe(1);
    expect(same.output()).toMatch(/both sign in as/);
    const other = run('db-migrate', url, { MIGRATE_DATABASE_URL: db.url });
    expect(await other.ended).toBe(1);
    expect(other.output()).toMatch(/they must be the same/);
    const wrong = new URL(url);
    wrong.password = 'wr0ng-password';
    const refused = run('db-migrate', url, { MIGRATE_DATABASE_URL: wrong.href });
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toMatch(/\(MIGRATE_DATABASE_URL\) cannot be used.*password in MIGRATE_DATABASE_URL/);
    expect(refused.output()).not.toContain('wr0ng-password');
  }, 30_000);
});

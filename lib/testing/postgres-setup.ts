import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '@/lib/db/migrate';
import { openDataDir } from '@/lib/launch/data-dir';
import { recordedPlace } from '@/lib/launch/postgres/place';
import { startPostgres } from '@/lib/launch/postgres/start';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the migrated template database; every test file gets a clone of it. */
    templateUrl: string;
  }
}

/** The name of the migrated database that is cloned. Nobody may be connected to it while it is. */
const TEMPLATE = 'rampart_template';

async function makeTemplate(serverUrl: string): Promise<string> {
  const server = new pg.Client({ connectionString: serverUrl });
  await server.connect();
  try {
    await server.query(`DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`);
    await server.query(`CREATE DATABASE ${TEMPLATE}`);
  } finally {
    await server.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${TEMPLATE}`;
  await migrate(url.href);
  return url.href;
}

/** One embedded PostgreSQL per test run; `RAMPART_TEST_DATABASE_URL` uses an outside one instead. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outside = process.env.RAMPART_TEST_DATABASE_URL;
  if (outside) {
    project.provide('templateUrl', await makeTemplate(outside));
    return async () => {};
  }
  const dataDir = openDataDir(mkdtempSync(join(tmpdir(), 'rampart-test-')));
  const server = await startPostgres({
    dataDir,
    // Throw-away data: durability has its own test, on a server with the product's settings.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '128MB' },
  });
  project.provide('templateUrl', await makeTemplate(server.url));
  return async () => {
    await server.leave();
    // Outside the data directory where root could not reach it otherwise.
    const cluster = recordedPlace(dataDir)?.directory;
    if (cluster !== undefined) rmSync(cluster, { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  };
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname ?? process.cwd();

const tests = ['lib', 'components', 'app', 'demo', 'bench']
  .filter((folder) => existsSync(resolve(root, folder)))
  .flatMap((folder) =>
    readdirSync(resolve(root, folder), { recursive: true }).map((name) => join(folder, String(name))),
  )
  .filter((file) => /\.test\.tsx?$/.test(file));

// A file that asks for a database runs with the embedded PostgreSQL; the others do not pay for its start.
const withDatabase = tests.filter((file) =>
  /from '(@\/lib\/testing|\.)\/database'/.test(readFileSync(resolve(root, file), 'utf8')),
);
const others = tests.filter((file) => !withDatabase.includes(file));

export default defineConfig({
  resolve: { alias: { '@': root } },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    projects: [
      { extends: true, test: { name: 'unit', include: others } },
      {
        extends: true,
        test: {
          name: 'database',
          include: withDatabase,
          globalSetup: ['lib/testing/postgres-setup.ts'],
          // One after the other: an open transaction of one file holds back the snapshot horizon of the whole server,
          // which the telemetry cursor of another file waits for.
          fileParallelism: false,
        },
      },
    ],
  },
});

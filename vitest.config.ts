import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const TESTS = [
  'lib/**/*.test.{ts,tsx}',
  'components/**/*.test.{ts,tsx}',
  'app/**/*.test.{ts,tsx}',
  'demo/**/*.test.ts',
];

// A file that asks for a database runs with the embedded PostgreSQL; the others do not pay for its start.
const files = TESTS.flatMap((pattern) => globSync(pattern, { cwd: import.meta.dirname }));
const withDatabase = files.filter((file) =>
  readFileSync(resolve(import.meta.dirname, file), 'utf8').includes('lib/testing/database'),
);

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    projects: [
      { extends: true, test: { name: 'unit', include: TESTS, exclude: [...withDatabase, '**/node_modules/**'] } },
      {
        extends: true,
        test: {
          name: 'database',
          include: withDatabase.length > 0 ? withDatabase : ['lib/testing/none'],
          globalSetup: ['lib/testing/postgres-setup.ts'],
        },
      },
    ],
  },
});

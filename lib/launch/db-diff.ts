// npm run db:diff            prints the SQL between the committed schema (git HEAD) and the one in the work tree
// npm run db:diff -- NAME    writes it as a new migration, to be read and completed by hand (triggers, partitions)
//
// `prisma migrate` of Prisma 7 needs an engine that cannot be downloaded everywhere. Prisma 6 carries one in WebAssembly,
// which is enough to compare two schemas; it is installed into a cache the first time.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataDir } from './data-dir';
import { startPostgres } from './postgres/start';

const VERSION = '6.19.3';
const root = join(import.meta.dirname, '../..');
const cache = join(root, 'node_modules/.cache/rampart-prisma6');
const name = process.argv[2];

if (name !== undefined && !/^[a-z][a-z0-9_]*$/.test(name)) {
  throw new Error('The name of a migration is lower case letters, digits and underscores, like add_slos.');
}

/** Engines that are not used here, so that Prisma does not try to download them. */
const engines = {
  ...process.env,
  PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true',
  PRISMA_QUERY_ENGINE_LIBRARY: '/bin/true',
  PRISMA_SKIP_POSTINSTALL_GENERATE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  CHECKPOINT_DISABLE: '1',
};

if (!existsSync(join(cache, 'node_modules/prisma'))) {
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, 'package.json'), '{ "private": true, "type": "module" }\n');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', `prisma@${VERSION}`, `@prisma/adapter-pg@${VERSION}`], {
    cwd: cache,
    stdio: 'inherit',
    env: engines,
  });
}
const config = (url: string) => `import { PrismaPg } from '@prisma/adapter-pg';
import { defineConfig } from 'prisma/config';
export default defineConfig({
  experimental: { adapter: true },
  engine: 'js',
  adapter: async () => new PrismaPg({ connectionString: '${url}' }),
});
`;

const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' });
const committed = () =>
  git('ls-tree', '--name-only', 'HEAD', 'prisma/schema/')
    .split('\n')
    .filter((path) => path.endsWith('.prisma'))
    .map((path) => git('show', `HEAD:${path}`));
const present = () =>
  readdirSync(join(root, 'prisma/schema'))
    .filter((file) => file.endsWith('.prisma'))
    .map((file) => readFileSync(join(root, 'prisma/schema', file), 'utf8'));

/** Prisma 6 wants an address in the datasource, and the generator is of no interest to it. */
function asPrisma6(parts: readonly string[]): string {
  const text = parts
    .join('\n')
    .replace(/generator \w+ \{[^}]*\}/g, '')
    .replace(/datasource \w+ \{[^}]*\}/g, '');
  return `datasource db {\n  provider = "postgresql"\n  url      = "postgresql://nobody@127.0.0.1:1/none"\n}\n${text}`;
}

const scratch = mkdtempSync(join(tmpdir(), 'rampart-diff-'));
// This mode of Prisma asks the server for its version, though two schemas are compared without it.
const server = await startPostgres({ dataDir: openDataDir(join(scratch, 'data')) });
try {
  writeFileSync(join(cache, 'prisma.config.ts'), config(server.url));
  writeFileSync(join(scratch, 'old.prisma'), asPrisma6(committed()));
  writeFileSync(join(scratch, 'new.prisma'), asPrisma6(present()));
  const result = spawnSync(
    process.execPath,
    [
      join(cache, 'node_modules/prisma/build/index.js'),
      ...['migrate', 'diff', '--script'],
      ...['--from-schema-datamodel', join(scratch, 'old.prisma')],
      ...['--to-schema-datamodel', join(scratch, 'new.prisma')],
    ],
    { cwd: cache, encoding: 'utf8', env: engines },
  );
  if (result.status !== 0) throw new Error(`Prisma could not compare the schemas:\n${result.stderr}${result.stdout}`);
  if (name === undefined) {
    process.stdout.write(result.stdout);
  } else {
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
    const folder = join(root, 'prisma/migrations', `${stamp}_${name}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'migration.sql'), result.stdout);
    process.stdout.write(`${join(folder, 'migration.sql')}\n`);
  }
} finally {
  await server.leave();
  rmSync(scratch, { recursive: true, force: true });
}

#!/usr/bin/env node
// Plain JavaScript without dependencies: it runs on any Node from 20 on, before anything is installed.
// It brings packages, the generated database client and the build up to date, then runs the command under Node 24.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const at = (...parts) => join(root, ...parts);

/** Commands: the file that runs, whether it needs the built pages, and whether it serves them on PORT. */
const COMMANDS = {
  demo: { file: 'lib/launch/demo.ts', build: true, serves: true },
  start: { file: 'lib/launch/start.ts', build: true, serves: true },
  web: { file: 'lib/launch/web.ts', build: true, serves: true },
  controller: { file: 'lib/launch/controller.ts' },
  dev: { file: 'lib/launch/dev.ts' },
  test: { file: 'lib/launch/test/main.ts' },
  bench: { file: 'bench/main.ts', build: true, pure: ['judge', 'judge-speed'] },
  build: { build: true },
  prepare: {},
  'db:url': { file: 'lib/launch/db-url.ts' },
  'db:diff': { file: 'lib/launch/db-diff.ts' },
  'db:migrate': { file: 'lib/launch/db-migrate.ts' },
  'audit:check': { file: 'lib/audit/cli.ts' },
};

const BUILD_INPUTS = ['app', 'components', 'lib', 'prisma', 'public'];
const BUILD_FILES = [
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
  'instrumentation.ts',
  'proxy.ts',
];
const NOT_IN_BUILD = /(\.test\.tsx?|\.md)$|^(lib\/launch|lib\/testing|prisma\/generated|prisma\/migrations)\//;

const say = (line) => process.stderr.write(`${line}\n`);

function fail(message) {
  say(`\n${message}\n`);
  process.exit(1);
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Renamed into place: a file that is hard-linked into another checkout must not be written through. */
function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
}

const sha = (...parts) =>
  parts.reduce((hash, part) => hash.update(part).update('\0'), createHash('sha256')).digest('hex');

function filesUnder(folder) {
  if (!existsSync(at(folder))) return [];
  return readdirSync(at(folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return path === 'prisma/generated' ? [] : filesUnder(path);
      return [path];
    });
}

function hashOf(paths) {
  return sha(...paths.flatMap((path) => [path, readFileSync(at(path))]));
}

async function step(title, work) {
  const begun = Date.now();
  say(`${title} …`);
  await work();
  say(`${title}: done in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

/** Runs a tool quietly; its output is shown only when it fails. */
function run(command, args, options, onFailure) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => fail(`${onFailure}\n${error.message}`));
    child.once('close', (code) => (code === 0 ? resolve() : fail(`${onFailure}\n\n${output.trim()}`)));
  });
}

const environment = (extra) => ({
  ...process.env,
  // Prisma asks for an engine that it does not use here, and whose download is impossible in many places.
  PRISMA_SCHEMA_ENGINE_BINARY:
    process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? (existsSync('/bin/true') ? '/bin/true' : process.execPath),
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  CHECKPOINT_DISABLE: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  ...extra,
});

/** True when what npm last installed is what the lock file asks for, whoever ran npm. */
function installedMatches(lock) {
  const hidden = read(at('node_modules/.package-lock.json'));
  if (hidden === undefined) return false;
  const wanted = JSON.parse(lock).packages;
  const present = JSON.parse(hidden).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || (present[path] ? present[path].version === entry.version : entry.optional === true),
  );
}

const node24 = () => {
  const candidates = ['node_modules/node/bin/node', 'node_modules/node/bin/node.exe', 'node_modules/.bin/node'].map(
    (path) => at(path),
  );
  return candidates.find((path) => existsSync(path));
};

async function install() {
  const lock = read(at('package-lock.json'));
  if (lock === undefined) fail('package-lock.json is missing: this is not a complete checkout of Rampart.');
  const stamp = at('node_modules/.rampart-install');
  const wanted = sha(lock, process.platform, process.arch);
  if (read(stamp) === wanted && node24()) return;
  if (installedMatches(lock) && node24()) {
    try {
      write(stamp, wanted);
    } catch {
      // A checkout of another user: it is compared anew at every start.
    }
    return;
  }
  await step('Installing packages (needed once, about a minute)', () => {
    const cli = process.env.npm_execpath;
    const viaNode = cli !== undefined && /npm-cli\.c?js$/.test(cli);
    const [command, first] = viaNode
      ? [process.execPath, [cli]]
      : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
    const args = [
      ...first,
      // Not "npm ci": it refuses a lock file that was made where packages of other platforms could not be looked up.
      // Every version comes from the lock file all the same, and "--no-save" leaves that file as it is.
      'install',
      '--no-save',
      '--include=dev',
      '--include=optional',
      '--ignore-scripts=false',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ];
    return run(
      command,
      args,
      { env: environment({ NODE_ENV: 'development' }) },
      'The packages cannot be installed (npm install failed). Is the npm registry reachable?',
    );
  });
  if (!node24()) {
    fail(
      'npm did not install Node 24 (the package "node"). Delete node_modules, allow install scripts, and start again.',
    );
  }
  write(stamp, wanted);
}

async function generate() {
  const stamp = at('prisma/generated/.rampart-hash');
  const wanted = hashOf([...filesUnder('prisma/schema'), 'prisma.config.ts', 'package-lock.json']);
  if (read(stamp) === wanted) return;
  await step('Generating the database client', () =>
    run(
      node24(),
      [at('node_modules/prisma/build/index.js'), 'generate'],
      { env: environment() },
      'The database client cannot be generated.',
    ),
  );
  write(stamp, wanted);
}

/**
 * The command will need a right environment and, where it serves, a free port: what is wrong is said before the work,
 * and pages are not built anew under a Rampart that still runs from this checkout.
 */
async function build(command) {
  const inputs = [
    ...BUILD_INPUTS.flatMap(filesUnder).filter((path) => !NOT_IN_BUILD.test(path)),
    ...BUILD_FILES.filter((path) => existsSync(at(path))),
  ];
  const stamp = at('.next/rampart-build');
  const wanted = hashOf(inputs);
  if (read(stamp) === wanted && existsSync(at('.next/BUILD_ID'))) return;
  if (command.file) {
    const tsx = pathToFileURL(at('node_modules/tsx/dist/loader.mjs')).href;
    const env = environment({ TSX_TSCONFIG_PATH: at('tsconfig.json') });
    await run(
      node24(),
      ['--import', tsx, at('lib/launch/check-env.ts'), ...(command.serves ? ['port'] : [])],
      { env },
      'Rampart cannot start like this.',
    );
  }
  await step('Building the pages (after every change of the source)', () => {
    rmSync(stamp, { force: true });
    return run(
      node24(),
      [at('node_modules/next/dist/bin/next'), 'build'],
      { env: environment({ NODE_ENV: 'production' }) },
      'The pages cannot be built (next build failed).',
    );
  });
  write(stamp, wanted);
}

/** Our parent, and where the system tells it, our parent's parent (npm): it changes when either is gone. */
function lineage() {
  const stat = read(`/proc/${process.ppid}/stat`) ?? '';
  return `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? ''}`;
}

function hand(file, args) {
  const child = spawn(
    node24(),
    ['--import', pathToFileURL(at('node_modules/tsx/dist/loader.mjs')).href, at(file), ...args],
    {
      cwd: root,
      // The channel tells the command when this process dies, however it dies.
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: environment({
        PATH: `${at('node_modules/.bin')}:${process.env.PATH ?? ''}`,
        TSX_TSCONFIG_PATH: at('tsconfig.json'),
      }),
    },
  );
  // Ctrl-C reaches the child by itself; this process stays to report how it ended.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm starts us through a shell: a signal to npm ends npm, and perhaps that shell, without reaching us.
  const ancestors = lineage();
  if (process.env.npm_lifecycle_event !== undefined) {
    setInterval(() => {
      if (lineage() !== ancestors) child.kill('SIGTERM');
    }, 250).unref();
  }
  child.once('error', (error) => fail(`Node 24 cannot be started: ${error.message}`));
  child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (!command) fail(`Unknown command "${name}". One of: ${Object.keys(COMMANDS).join(', ')}.`);
if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Rampart needs Node 20 or newer to start; this is ${process.version}.`);

await install();
await generate();
const isPure = args.length > 0 && args.every((arg) => command.pure?.includes(arg));
if (command.build && !isPure) await build(command);
if (command.file) hand(command.file, args);

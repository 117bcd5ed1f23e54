import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { LaunchError, messageOf, pause, type Say } from '../failure';
import { prepareBinaries } from './binaries';
import { checkVersion, initialise } from './initialise';
import { checkOwner, choosePlace, type Place, savePlace } from './place';
import { usablePort } from './port';
import { clearStale, gone, isServing, readPostmaster, stopPostmaster } from './postmaster';
import { serverEnvironment, serverUser } from './server-user';
import { moveIn, moveOut } from './tenants';

/**
 * A running embedded server. `url` is the application's (not superuser), `ownerUrl` leads to the same database by the role
 * that owns the record; `leave` stops it if nobody else uses it.
 */
export type Embedded = {
  url: string;
  ownerUrl: string;
  pid: number;
  port: number;
  reused: boolean;
  leave(): Promise<void>;
};

export type StartOptions = {
  dataDir: string;
  say?: Say;
  /** Server settings on top of ours; tests turn `fsync` off, the product never does. */
  settings?: Readonly<Record<string, string>>;
};

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
};

const LOG_LIMIT = 10_000_000;
const RECOVERY_LIMIT_MS = 120_000;

const address = (user: string, password: string, port: number, database: string): string =>
  `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** The application's role and database; made as soon as the server first answers, found there ever after. */
async function provision(admin: pg.Client, password: string): Promise<void> {
  const { rows: roles } = await admin.query("SELECT 1 FROM pg_roles WHERE rolname = 'rampart'");
  if (roles.length === 0) {
    await admin.query(`CREATE ROLE rampart LOGIN CREATEDB PASSWORD '${password}'`);
    await admin.query('GRANT pg_monitor TO rampart');
  }
  const { rows: databases } = await admin.query("SELECT 1 FROM pg_database WHERE datname = 'rampart'");
  if (databases.length === 0) await admin.query('CREATE DATABASE rampart OWNER rampart');
}

/** True when the server on that port is the one of `directory`, and ready. */
async function answers(place: Place, port: number): Promise<boolean> {
  let admin: pg.Client | undefined;
  try {
    admin = await connect(address('postgres', place.superPassword, port, 'postgres'));
    const { rows } = await admin.query<{ data_directory: string }>('SHOW data_directory');
    if (rows[0]?.data_directory !== place.directory) return false;
    await provision(admin, place.password);
    return true;
  } catch {
    return false;
  } finally {
    await admin?.end().catch(() => {});
  }
}

/** Waits until the server answers; false as soon as its process is gone. Crash recovery may take a while. */
async function ready(place: Place, pid: number, port: number, exited: () => boolean): Promise<boolean> {
  const end = performance.now() + RECOVERY_LIMIT_MS;
  for (let wait = 20; !exited(); wait = Math.min(wait * 1.5, 500)) {
    if (await answers(place, port)) return true;
    if (performance.now() > end)
      throw new LaunchError(`PostgreSQL (process ${pid}) does not answer after two minutes.`);
    await pause(wait);
  }
  return false;
}

/** A server left over from a killed parent, or shared with another process of ours. */
async function reuse(place: Place): Promise<{ pid: number; port: number } | undefined> {
  const found = readPostmaster(place.directory);
  if (!found) return undefined;
  if (!isServing(found)) {
    clearStale(place.directory);
    return undefined;
  }
  if (found.status === 'stopping') {
    await gone(found.pid, 15_000);
    return undefined;
  }
  const up = await ready(place, found.pid, found.port, () => !isServing(found));
  return up ? { pid: found.pid, port: found.port } : undefined;
}

function logTail(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-8).join('\n');
  } catch (error) {
    return messageOf(error);
  }
}

async function launch(
  place: Place,
  postgres: string,
  logFile: string,
  settings: Readonly<Record<string, string>>,
): Promise<{ pid: number; port: number } | undefined> {
  const port = await usablePort(place.port);
  const user = serverUser(place.directory);
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) truncateSync(logFile);
  const log = openSync(logFile, 'a', 0o600);
  const flags = Object.entries({ ...SETTINGS, ...settings }).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  // Its own session: Ctrl-C must reach us alone, so that the server stops last; it survives a SIGKILL of ours.
  const server = spawn(postgres, ['-D', place.directory, '-p', String(port), ...flags], {
    ...user,
    cwd: place.directory,
    detached: true,
    stdio: ['ignore', log, log],
    env: serverEnvironment(),
  });
  closeSync(log);
  let ended = false;
  server.once('error', () => {
    ended = true;
  });
  server.once('exit', () => {
    ended = true;
  });
  server.unref();
  const pid = server.pid;
  if (pid === undefined) return undefined;
  return (await ready(place, pid, port, () => ended)) ? { pid, port } : undefined;
}

/** Starts, or finds running, the PostgreSQL of `dataDir`; makes the cluster the first time. */
export async function startPostgres({ dataDir, say = () => {}, settings = {} }: StartOptions): Promise<Embedded> {
  moveIn(dataDir);
  const place = choosePlace(dataDir);
  const logFile = join(dataDir, 'postgres.log');
  const binaries = prepareBinaries(serverUser(place.directory));
  if (initialise(place, binaries, serverUser(place.directory))) say('Made a new database.');
  checkOwner(place.directory);
  checkVersion(place.directory, binaries);

  for (let attempt = 0; attempt < 6; attempt += 1) {
    const kept = await reuse(place);
    const running = kept ?? (await launch(place, binaries.postgres, logFile, settings));
    if (!running) {
      // A dead server's children hold its shared memory for a moment, or somebody took the port: try again.
      await pause(300 * (attempt + 1));
      continue;
    }
    if (running.port !== place.port) savePlace(dataDir, { ...place, port: running.port });
    return {
      ...running,
      url: address('rampart', place.password, running.port, 'rampart'),
      ownerUrl: address('postgres', place.superPassword, running.port, 'rampart'),
      reused: kept !== undefined,
      leave: async () => {
        if (moveOut(dataDir)) await stopPostmaster(running.pid);
      },
    };
  }
  moveOut(dataDir);
  throw new LaunchError(`PostgreSQL does not start. The end of ${logFile}:\n${logTail(logFile)}`);
}

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDataDir } from '../data-dir';
import { installedNative } from './binaries';
import { keepPostgres } from './keep';
import { recordedPlace } from './place';
import { gone, readPostmaster } from './postmaster';
import { type Embedded, startPostgres } from './start';

const root = join(import.meta.dirname, '../../..');
let dataDir = '';
const open: Embedded[] = [];
const children: ChildProcess[] = [];

const start = async (): Promise<Embedded> => {
  const server = await startPostgres({ dataDir, settings: { shared_buffers: '32MB', max_connections: '30' } });
  open.push(server);
  return server;
};

const query = async <T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
};

const clusterOf = () => recordedPlace(dataDir)?.directory ?? '';

beforeEach(() => {
  dataDir = openDataDir(mkdtempSync(join(tmpdir(), 'rampart-pg-')));
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  const directory = clusterOf();
  for (const server of open.splice(0)) await server.leave();
  if (directory !== '' && !directory.startsWith(dataDir)) rmSync(directory, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
});

/** A process of its own that starts the server, writes one row after the other and reports each that was acknowledged. */
function startWriter(): { child: ChildProcess; acknowledged: () => number; began: Promise<void> } {
  const loader = pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href;
  const child = spawn(
    process.execPath,
    ['--import', loader, join(root, 'lib/testing/acknowledged-writer.ts'), dataDir],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') },
    },
  );
  children.push(child);
  let output = '';
  const began = new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (output.split('\n').length > 200) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the writer ended (${code})`)));
  });
  return { child, began, acknowledged: () => Number(output.slice(0, output.lastIndexOf('\n')).split('\n').at(-1)) };
}

const kill = async (child: ChildProcess) => {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
};

/** `[pid, parent]` of every process of this machine. */
function processes(): [number, number][] {
  if (process.platform !== 'linux') {
    const listed = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).stdout;
    return listed.split('\n').map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        return [[Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])] as [number, number]];
      } catch {
        return [];
      }
    });
}

/** Every process of a server, as a SIGKILL of the whole tree takes them. */
const processesOf = (postmaster: number): number[] => [
  postmaster,
  ...processes().flatMap(([pid, parent]) => (parent === postmaster ? [pid] : [])),
];

describe('the embedded PostgreSQL', () => {
  test('starts, listens on loopback only, keeps fsync on, and hides its secrets', async () => {
    const server = await start();
    const [settings] = await query<{ fsync: string; sync: string; listen: string; who: boolean }>(
      server.url,
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS sync,
              current_setting('listen_addresses') AS listen,
              (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS who`,
    );
    expect(settings).toEqual({ fsync: 'on', sync: 'on', listen: '127.0.0.1', who: false });
    expect(statSync(join(dataDir, 'postgres.json')).mode & 0o777).toBe(0o600);
    const wrong = new URL(server.url);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  });

  test('works when the data directory lies under a home that only its owner may enter', async () => {
    const home = dataDir;
    dataDir = openDataDir(join(home, 'checkout', '.rampart'));
    chmodSync(home, 0o700);
    const server = await start();
    expect(await query(server.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(clusterOf().startsWith(dataDir)).toBe(process.getuid?.() !== 0);
  });

  test('stops with its last tenant and starts again on the same port with the same data', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS n');
    await first.leave();
    expect(readPostmaster(clusterOf())).toBeUndefined();
    const second = await start();
    expect(second).toMatchObject({ url: first.url, reused: false });
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });

  test('when its parent is killed, the server lives on and is found again with every acknowledged row', async () => {
    const writer = startWriter();
    await writer.began;
    const before = readPostmaster(clusterOf());
    await kill(writer.child);
    const server = await start();
    expect(server.reused).toBe(true);
    expect(server.pid).toBe(before?.pid);
    const [row] = await query<{ n: number }>(server.url, 'SELECT max(n) AS n FROM written');
    expect(row?.n).toBeGreaterThanOrEqual(writer.acknowledged());
  });

  test('SIGKILL of parent, server and all its children during writes loses nothing that was acknowledged', async () => {
    const writer = startWriter();
    await writer.began;
    const postmaster = readPostmaster(clusterOf())?.pid ?? 0;
    const exited = new Promise((resolve) => writer.child.once('exit', resolve));
    for (const pid of [writer.child.pid ?? 0, ...processesOf(postmaster)]) process.kill(pid, 'SIGKILL');
    await exited;
    await gone(postmaster, 5_000);
    expect(existsSync(join(clusterOf(), 'postmaster.pid'))).toBe(true);
    const server = await start();
    expect(server.reused).toBe(false);
    const [row] = await query<{ n: number; all: number }>(
      server.url,
      'SELECT max(n) AS n, count(*)::int AS all FROM written',
    );
    expect(row?.n).toBeGreaterThanOrEqual(writer.acknowledged());
    expect(row?.all).toBe(row?.n);
  });

  test('a server that is killed under a living parent is started again on its port, with every row', async () => {
    const options = { dataDir, settings: { shared_buffers: '32MB', max_connections: '30' } };
    const server = await startPostgres(options);
    const kept = keepPostgres(server, options);
    try {
      await query(server.url, 'CREATE TABLE kept (n int)');
      await query(server.url, 'INSERT INTO kept VALUES (1)');
      process.kill(server.pid, 'SIGKILL');
      const rows = await vi.waitFor(() => query<{ n: number }>(server.url, 'SELECT n FROM kept'), {
        timeout: 20_000,
        interval: 250,
      });
      expect(rows).toEqual([{ n: 1 }]);
      expect(readPostmaster(clusterOf())?.pid).not.toBe(server.pid);
    } finally {
      await kept.leave();
    }
    await expect(query(server.url, 'SELECT 1')).rejects.toThrow();
  });

  test('a stale pid file that names a living process of another program is no obstacle', async () => {
    const first = await start();
    await first.leave();
    const other = spawn('sleep', ['60'], { stdio: 'ignore' });
    children.push(other);
    writeFileSync(
      join(clusterOf(), 'postmaster.pid'),
      `${other.pid}\n${clusterOf()}\n1\n${first.port}\n\n127.0.0.1\n\nready\n`,
    );
    const second = await start();
    expect(second.reused).toBe(false);
    expect(other.exitCode).toBeNull();
  });

  test('a busy port is avoided, and the new one remembered', async () => {
    const first = await start();
    await first.leave();
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(first.port, '127.0.0.1', resolve));
    const second = await start();
    expect(second.port).not.toBe(first.port);
    expect(recordedPlace(dataDir)?.port).toBe(second.port);
    await new Promise((resolve) => squatter.close(resolve));
  });

  test('two that start at the same moment share one server', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect(one?.pid).toBe(two?.pid);
    expect(await query(one?.url ?? '', 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  test('another major version is refused, with the way to move, and nothing is touched', async () => {
    const first = await start();
    await first.leave();
    writeFileSync(join(clusterOf(), 'PG_VERSION'), '15\n');
    await expect(start()).rejects.toThrow(/written by PostgreSQL 15.*carries PostgreSQL \d+/s);
    await expect(start()).rejects.toThrow(/pg_dump/);
    writeFileSync(join(clusterOf(), 'PG_VERSION'), `${18}\n`);
  });

  test('a cluster without its password file is not overwritten', async () => {
    const first = await start();
    await first.leave();
    const directory = clusterOf();
    const kept = readFileSync(join(dataDir, 'postgres.json'), 'utf8');
    rmSync(join(dataDir, 'postgres.json'));
    if (directory.startsWith(dataDir)) await expect(start()).rejects.toThrow(/Restore that file from a backup/);
    writeFileSync(join(dataDir, 'postgres.json'), kept);
  });

  test('a platform without binaries is told to set DATABASE_URL', () => {
    expect(() => installedNative('sunos', 'x64')).toThrow(/no embedded PostgreSQL for sunos.*DATABASE_URL/s);
    expect(() => installedNative('darwin', 'x64')).toThrow(/not installed.*DATABASE_URL/s);
  });
});

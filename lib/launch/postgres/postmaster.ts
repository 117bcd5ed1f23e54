import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode, pause } from '../failure';

/** What `postmaster.pid` says: `status` is `starting`, `stopping`, `ready` or `standby`. */
export type Postmaster = { pid: number; port: number; status: string };

const pidFile = (directory: string): string => join(directory, 'postmaster.pid');

export function readPostmaster(directory: string): Postmaster | undefined {
  try {
    const lines = readFileSync(pidFile(directory), 'utf8').split('\n');
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return undefined;
    return { pid, port: Number(lines[3] ?? 0), status: (lines[7] ?? 'starting').trim() };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/** The name of a process's program; undefined when it is gone or the system does not tell. */
function programOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
      return state === 'Z' ? undefined : readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    } catch {
      return undefined;
    }
  }
  const listed = spawnSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' });
  return listed.status === 0 ? listed.stdout.trim() : undefined;
}

/** True while the process of `postmaster.pid` is a living PostgreSQL; another program may have got a stale pid. */
export function isServing(postmaster: Postmaster): boolean {
  return isAlive(postmaster.pid) && (programOf(postmaster.pid)?.includes('postgres') ?? false);
}

/** PostgreSQL itself refuses to start while an unrelated process of the same user has the recorded pid. */
export function clearStale(directory: string): void {
  rmSync(pidFile(directory), { force: true });
}

/** Waits until the process is gone; false when it is still there after `ms`. */
export async function gone(pid: number, ms: number): Promise<boolean> {
  const end = performance.now() + ms;
  while (programOf(pid) !== undefined && isAlive(pid)) {
    if (performance.now() > end) return false;
    await pause(25);
  }
  return true;
}

/** Stops a server: fast (sessions end, everything on disk), after 8 s immediate (recovery at the next start). */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [signal, wait] of [
    ['SIGINT', 8_000],
    ['SIGQUIT', 2_000],
    ['SIGKILL', 1_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (hasCode(error, 'ESRCH')) return;
      throw error;
    }
    if (await gone(pid, wait)) return;
  }
}

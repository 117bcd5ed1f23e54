import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './postmaster';

/** Start time of a process, so that a pid used again is not taken for the former process. */
function startedAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

const room = (dataDir: string): string => join(dataDir, 'tenants');

/** Records that this process uses the embedded server (web, controller and demo may share one). */
export function moveIn(dataDir: string): void {
  mkdirSync(room(dataDir), { recursive: true, mode: 0o700 });
  writeFileSync(join(room(dataDir), String(process.pid)), startedAt(process.pid));
}

/** Takes this process off the list; true when no other living process is on it, so that the server may stop. */
export function moveOut(dataDir: string): boolean {
  rmSync(join(room(dataDir), String(process.pid)), { force: true });
  let others = 0;
  for (const name of readdirSync(room(dataDir))) {
    const pid = Number(name);
    const file = join(room(dataDir), name);
    if (isAlive(pid) && readFileSync(file, 'utf8') === startedAt(pid)) others += 1;
    else rmSync(file, { force: true });
  }
  return others === 0;
}

import { createHash, randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { readJson, writeSecretFile } from '../data-dir';
import { LaunchError } from '../failure';
import { canReach, type ServerUser, serverUser } from './server-user';

/** What the data directory remembers about its cluster; `port` is the last one used. */
export type Place = { directory: string; port: number | undefined; superPassword: string; password: string };

const stored = z.object({
  directory: z.string(),
  port: z.number().int().optional(),
  superPassword: z.string(),
  password: z.string(),
});

const pointer = (dataDir: string): string => join(dataDir, 'postgres.json');

/** Places outside a data directory that the server's user cannot reach. */
const REACHABLE = ['/var/lib/rampart', '/var/tmp/rampart'];

function reachableDirectory(dataDir: string, user: ServerUser): string {
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  for (const base of REACHABLE) {
    try {
      const home = join(base, name);
      mkdirSync(home, { recursive: true, mode: 0o755 });
      if (user) chownSync(home, user.uid, user.gid);
      if (canReach(user, home)) return join(home, 'postgres');
    } catch {
      // Read-only here: the next place may do.
    }
  }
  throw new LaunchError(
    `PostgreSQL does not run as root, and the user it runs as instead cannot reach ${dataDir} or ${REACHABLE.join(' or ')}. ` +
      'Set RAMPART_DATA_DIR to a directory that every user may enter, or DATABASE_URL to an outside PostgreSQL.',
  );
}

function newPlace(dataDir: string): Place {
  const user = serverUser();
  const secret = () => randomBytes(24).toString('base64url');
  const directory = canReach(user, dataDir) ? join(dataDir, 'postgres') : reachableDirectory(dataDir, user);
  return { directory, port: undefined, superPassword: secret(), password: secret() };
}

export function savePlace(dataDir: string, place: Place): void {
  writeSecretFile(pointer(dataDir), `${JSON.stringify(place, null, 2)}\n`);
}

/** The cluster of this data directory as recorded, or undefined when it never had one. */
export function recordedPlace(dataDir: string): Place | undefined {
  const kept = readJson(pointer(dataDir));
  if (kept === undefined) return undefined;
  const parsed = stored.safeParse(kept);
  if (!parsed.success) throw new LaunchError(`${pointer(dataDir)} is damaged. Restore it from a backup.`);
  return { ...parsed.data, port: parsed.data.port };
}

/** Where the cluster is or shall be. The answer is on disk before anything is made there. */
export function choosePlace(dataDir: string): Place {
  const recorded = recordedPlace(dataDir);
  if (!recorded) {
    if (existsSync(join(dataDir, 'postgres', 'PG_VERSION'))) {
      throw new LaunchError(
        `${join(dataDir, 'postgres')} holds a database, but ${pointer(dataDir)} with its passwords is gone. ` +
          'Restore that file from a backup, or move the database away to start empty.',
      );
    }
    const fresh = newPlace(dataDir);
    savePlace(dataDir, fresh);
    return fresh;
  }
  // A data directory that was moved as a whole, with the cluster inside, is found again.
  const inside = join(dataDir, 'postgres');
  if (!existsSync(recorded.directory) && recorded.directory !== inside && existsSync(join(inside, 'PG_VERSION'))) {
    const moved = { ...recorded, directory: inside };
    savePlace(dataDir, moved);
    return moved;
  }
  if (recorded.port !== undefined && !existsSync(recorded.directory)) {
    throw new LaunchError(
      `The database of ${dataDir} was in ${recorded.directory}, and that directory is gone. ` +
        `Restore it, or remove ${pointer(dataDir)} to start with an empty database.`,
    );
  }
  return recorded;
}

/** The directory that holds the cluster must exist and belong to the server's user before initdb. */
export function makeParent(directory: string, user: ServerUser): void {
  const parent = dirname(directory);
  if (!existsSync(parent)) {
    mkdirSync(parent, { recursive: true, mode: 0o755 });
    if (user) chownSync(parent, user.uid, user.gid);
  }
}

/** Refuses a cluster that this user may not run, with the way out. */
export function checkOwner(directory: string): void {
  const uid = process.getuid?.();
  const owner = statSync(directory).uid;
  if (uid === undefined || uid === 0 || owner === uid) return;
  throw new LaunchError(
    `The database in ${directory} belongs to user id ${owner} (it was made by another user, or by root). ` +
      `Start as that user or as root, or give it to this user: sudo chown -R ${uid} ${directory}`,
  );
}

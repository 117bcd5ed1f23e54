import { spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LaunchError, messageOf } from '../failure';
import type { Binaries } from './binaries';
import { makeParent, type Place } from './place';
import { isAlive } from './postmaster';
import { type ServerUser, serverEnvironment } from './server-user';

/** Drafts of initdb runs that were killed; those of a living process are left alone. */
function removeDeadDrafts(directory: string): void {
  const prefix = `${basename(directory)}.new-`;
  for (const name of readdirSync(dirname(directory))) {
    if (!name.startsWith(prefix)) continue;
    if (!isAlive(Number(name.slice(prefix.length)))) {
      rmSync(join(dirname(directory), name), { recursive: true, force: true });
    }
  }
}

/**
 * Makes the cluster if there is none: built beside its place and renamed into it, so that a killed initdb leaves
 * nothing half-made and of two at once one wins. Returns true when it was made here.
 */
export function initialise(place: Place, binaries: Binaries, user: ServerUser): boolean {
  if (existsSync(join(place.directory, 'PG_VERSION'))) return false;
  makeParent(place.directory, user);
  removeDeadDrafts(place.directory);
  const draft = `${place.directory}.new-${process.pid}`;
  const passwordFile = `${draft}.password`;
  try {
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    writeFileSync(passwordFile, `${place.superPassword}\n`, { mode: 0o600 });
    if (user) for (const path of [draft, passwordFile]) chownSync(path, user.uid, user.gid);
    const result = spawnSync(
      binaries.initdb,
      [
        `--pgdata=${draft}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The built-in provider sorts the same on every machine, whatever locales it has.
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { ...user, cwd: dirname(draft), encoding: 'utf8', env: serverEnvironment() },
    );
    if (result.status !== 0) {
      const why = result.error ? messageOf(result.error) : `${result.stderr}${result.stdout}`.trim();
      throw new LaunchError(`A database could not be made in ${place.directory}: ${why}`);
    }
    renameSync(draft, place.directory);
    return true;
  } catch (error) {
    if (existsSync(join(place.directory, 'PG_VERSION'))) return false;
    throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
    rmSync(passwordFile, { force: true });
  }
}

/** Refuses a cluster of another major version, with the way to move it. */
export function checkVersion(directory: string, binaries: Binaries): void {
  const found = readFileSync(join(directory, 'PG_VERSION'), 'utf8').trim();
  if (found === String(binaries.major)) return;
  throw new LaunchError(
    `The database in ${directory} was written by PostgreSQL ${found}; this version of Rampart carries PostgreSQL ${binaries.major}.\n` +
      `To move it: start the Rampart version that wrote it, save it with "pg_dump -Fc" of PostgreSQL ${found} or newer ` +
      '(its address is the output of "npm run db:url -- owner"), stop it, move the directory away, start this version ' +
      'once, and restore with "pg_restore --clean --if-exists". Nothing has been changed.',
  );
}
